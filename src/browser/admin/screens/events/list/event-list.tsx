import { useTranslation } from 'react-i18next'
import type { EventView } from '../../../../../admin-api/events.ts'
import type { Condition } from '../../../../../conditions/condition.ts'
import { useList } from '../../../api/lists.ts'
import { useMayChange } from '../../../api/session.ts'
import { hrefOf } from '../../../app/route.ts'
import { useFilter } from '../../../app/use-filter.ts'
import { Button } from '../../../design/button.tsx'
import { ClampedText } from '../../../design/clamped-text.tsx'
import type { Column } from '../../../design/data-table.tsx'
import { ListScreen } from '../../shared/list-screen.tsx'
import { useWords } from '../builder/use-words.ts'
import { EventStatus } from '../event-status.tsx'
import { useSwitch } from '../use-switch.ts'
import { useTriggerName } from '../use-trigger-name.ts'
import { EventFilters } from './event-filters.tsx'
import { WeekOfMatches } from './week-of-matches.tsx'

export function EventList() {
  const { t } = useTranslation()
  const [filter] = useFilter()
  const { whenText } = useWords()
  const triggerName = useTriggerName()
  const flip = useSwitch()
  const mayChange = useMayChange()
  const list = useList('events', filter)

  const columns: readonly Column<EventView>[] = [
    {
      key: 'name',
      title: t('events.name'),
      width: '1.5fr',
      isPlain: true,
      cell: ({ id, name }) => <ClampedText look="main-link" text={name} href={hrefOf(`events/${id}`)} />,
    },
    {
      key: 'when',
      title: t('events.condition'),
      width: '2.25fr',
      isPlain: true,
      cell: ({ triggerType, triggerPayload }) => (
        <div className="small">
          <div>{triggerName(triggerType)}</div>
          {triggerPayload.when !== undefined && (
            <ClampedText look="soft" text={whenText(triggerPayload.when as Condition)} />
          )}
        </div>
      ),
    },
    {
      key: 'matches',
      title: t('events.matches'),
      width: '8rem',
      cell: ({ id }) => <WeekOfMatches id={id} />,
    },
    {
      key: 'status',
      title: t('common.status'),
      width: '6.5rem',
      isPlain: true,
      cell: (event) => <EventStatus event={event} />,
    },
  ]
  const actions: Column<EventView> = {
    key: 'switch',
    title: '',
    width: '6.5rem',
    isAction: true,
    cell: (event) => (
      <Button
        kind="quiet"
        aria-label={`${t(event.status === 'ACTIVE' ? 'events.deactivate' : 'events.activate')}: ${event.name}`}
        onPress={() => flip(event)}
      >
        {t(event.status === 'ACTIVE' ? 'events.deactivate' : 'events.activate')}
      </Button>
    ),
  }
  return (
    <ListScreen
      title={t('events.title')}
      list={list}
      columns={mayChange ? [...columns, actions] : columns}
      keyOf={({ id }) => id}
      searchHint={t('events.searchHint')}
      filters={<EventFilters />}
      newHref={hrefOf('events/new')}
      newLabel={t('events.new')}
      empty={{ title: t('events.empty'), hint: t('events.emptyHint') }}
    />
  )
}
