import { useTranslation } from 'react-i18next'
import type { EventView } from '../../../../admin-api/events.ts'
import { act } from '../../api/one.ts'
import { say } from '../../design/toast-store.ts'
import { useSayProblem } from '../shared/use-say-problem.ts'

/** Switches an event on or off, and says so; it can be taken back. */
export function useSwitch(): (event: EventView) => void {
  const { t } = useTranslation()
  const sayProblem = useSayProblem()
  const set = async (event: EventView, isOn: boolean, isUndo: boolean): Promise<void> => {
    try {
      await act('events', event.id, isOn ? 'activate' : 'deactivate')
      const text = t(isOn ? 'events.activated' : 'events.deactivated', { name: event.name })
      say(text, isUndo ? {} : { undo: () => void set(event, !isOn, true) })
    } catch (error) {
      sayProblem(error)
    }
  }
  return (event) => void set(event, event.status !== 'ACTIVE', false)
}
