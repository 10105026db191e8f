import { useRoute } from '../../app/route.ts'
import { EventEditor } from './editor/event-editor.tsx'
import { EventList } from './list/event-list.tsx'
import { Revisions } from './revisions/revisions.tsx'

export default function Events() {
  const { path, query } = useRoute()
  const [, id, part] = path
  if (id === undefined) return <EventList />
  if (id === 'new') return <EventEditor key={`copy of ${query.copy}`} id={null} />
  if (part === 'revisions') return <Revisions id={Number(id)} />
  return <EventEditor key={id} id={Number(id)} />
}
