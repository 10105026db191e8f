import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMayChange } from '../api/session.ts'
import { Button } from '../design/button.tsx'
import { Logo } from '../design/logo.tsx'
import { Notice } from '../design/notice.tsx'
import { Account } from './account.tsx'
import { Navigation } from './navigation.tsx'
import { useRoute } from './route.ts'
import { useSearchShortcut } from './use-shortcuts.ts'
import './shell.css'

/** What stands around every screen. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  const mayChange = useMayChange()
  const content = useRef<HTMLElement>(null)
  const [isOpen, setOpen] = useState(false)
  const place = useRoute().path.join('/')
  useSearchShortcut()
  // On a small screen the menu covers the page: a choice closes it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that counts
  useEffect(() => setOpen(false), [place])
  return (
    <div className="shell">
      <button type="button" className="skip" onClick={() => content.current?.focus()}>
        {t('shell.skip')}
      </button>
      <header className="top">
        <span className="brand">
          <Logo />
          {t('shell.title')}
        </span>
        <Button aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {t('shell.menu')}
        </Button>
      </header>
      <div className={isOpen ? 'side is-open' : 'side'}>
        <span className="brand">
          <Logo />
          {t('shell.title')}
        </span>
        <Navigation />
        <div className="side-foot">
          <Account />
        </div>
      </div>
      <main className="content stack" id="content" ref={content} tabIndex={-1}>
        {!mayChange && <Notice>{t('common.viewerHint')}</Notice>}
        {children}
      </main>
    </div>
  )
}
