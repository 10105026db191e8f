import { useRoute } from '../../app/route.ts'
import { EntryDetail } from './entry-detail.tsx'
import { EntryList } from './entry-list.tsx'

export default function Requests() {
  const [, activityId, userId] = useRoute().path
  if (activityId === undefined || userId === undefined) return <EntryList />
  return (
    <EntryDetail key={`${activityId}/${userId}`} activityId={Number(activityId)} userId={Number(userId)} />
  )
}
