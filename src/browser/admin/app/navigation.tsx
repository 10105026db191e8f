import { useTranslation } from 'react-i18next'
import { hrefOf, useRoute } from './route.ts'
import { SCREENS } from './screens.tsx'

export function Navigation() {
  const { t } = useTranslation()
  const [current = 'sale'] = useRoute().path
  return (
    <nav aria-label={t('shell.navigation')}>
      <ul>
        {SCREENS.map(({ path, title }) => (
          <li key={path}>
            <a className="side-link" href={hrefOf(path)} aria-current={path === current ? 'page' : undefined}>
              {t(`shell.${title}` as 'shell.sale')}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
