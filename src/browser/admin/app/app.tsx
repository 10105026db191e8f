import { useEffect } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/session.ts'
import { EmptyState } from '../design/empty-state.tsx'
import { Loading } from '../design/loading.tsx'
import { ProblemNotice } from '../design/problem-notice.tsx'
import { Toasts } from '../design/toasts.tsx'
import { SignIn } from '../screens/sign-in/sign-in.tsx'
import { type Language, localeOf } from '../texts/language.ts'
import { useRoute } from './route.ts'
import { ScreenBoundary } from './screen-boundary.tsx'
import { screenOf } from './screens.tsx'
import { Shell } from './shell.tsx'
import { ShownScreen } from './shown-screen.tsx'

export function App() {
  const { i18n } = useTranslation()
  return (
    <I18nProvider locale={localeOf(i18n.language as Language)}>
      <Page />
      <Toasts />
    </I18nProvider>
  )
}

function Page() {
  const { t } = useTranslation()
  const session = useSession()
  const screen = screenOf(useRoute())
  const title = screen && t(`shell.${screen.title}` as 'shell.sale')
  useEffect(() => {
    document.title = title === undefined ? 'Axon' : `${title} · Axon`
  }, [title])
  if (session.data === undefined) {
    return session.error ? (
      <ProblemNotice error={session.error} onRetry={() => void session.refetch()} />
    ) : (
      <Loading />
    )
  }
  if (session.data === null) return <SignIn />
  return (
    <Shell>
      <ScreenBoundary key={screen?.path}>
        {screen ? (
          <ShownScreen screen={screen} />
        ) : (
          <EmptyState title={t('shell.notFound')}>{t('shell.notFoundHint')}</EmptyState>
        )}
      </ScreenBoundary>
    </Shell>
  )
}
