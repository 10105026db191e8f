import { useRoute } from '../../app/route.ts'
import { ActivityEditor } from './activity-editor.tsx'
import { ActivityList } from './activity-list.tsx'

export default function Activities() {
  const [, id] = useRoute().path
  if (id === undefined) return <ActivityList />
  return <ActivityEditor key={id} id={id === 'new' ? null : Number(id)} />
}
