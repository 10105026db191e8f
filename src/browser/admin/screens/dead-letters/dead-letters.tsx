import { useRoute } from '../../app/route.ts'
import { DeadLetterDetail } from './dead-letter-detail.tsx'
import { DeadLetterList } from './dead-letter-list.tsx'

export default function DeadLetters() {
  const [, id] = useRoute().path
  return id === undefined ? <DeadLetterList /> : <DeadLetterDetail key={id} id={Number(id)} />
}
