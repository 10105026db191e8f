import { useRoute } from '../../app/route.ts'
import { CampaignEditor } from './campaign-editor.tsx'
import { CampaignList } from './campaign-list.tsx'

export default function Campaigns() {
  const [, id] = useRoute().path
  if (id === undefined) return <CampaignList />
  return <CampaignEditor key={id} id={id === 'new' ? null : Number(id)} />
}
