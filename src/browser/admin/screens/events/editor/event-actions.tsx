import { useTranslation } from 'react-i18next'
import type { EventView } from '../../../../../admin-api/events.ts'
import { useMayChange } from '../../../api/session.ts'
import { hrefOf } from '../../../app/route.ts'
import { Button } from '../../../design/button.tsx'
import { ButtonLink } from '../../../design/button-link.tsx'
import { EventStatus } from '../event-status.tsx'
import { useSwitch } from '../use-switch.ts'

/** What can be done with an event as it is saved. */
export function EventActions({ event }: { readonly event: EventView }) {
  const { t } = useTranslation()
  const mayChange = useMayChange()
  const flip = useSwitch()
  return (
    <>
      <EventStatus event={event} />
      <ButtonLink href={hrefOf(`events/${event.id}/revisions`)}>
        {t('events.revision', { revision: event.revision })}
      </ButtonLink>
      {mayChange && (
        <>
          <ButtonLink href={hrefOf('events/new', { copy: String(event.id) })}>
            {t('events.duplicate')}
          </ButtonLink>
          <Button onPress={() => flip(event)}>
            {t(event.status === 'ACTIVE' ? 'events.deactivate' : 'events.activate')}
          </Button>
        </>
      )}
    </>
  )
}
