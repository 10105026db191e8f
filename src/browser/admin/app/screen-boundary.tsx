import { Component, type ReactNode } from 'react'
import { Translation } from 'react-i18next'
import { Button } from '../design/button.tsx'
import { EmptyState } from '../design/empty-state.tsx'

interface State {
  readonly error: unknown
}

/** A fault in one screen leaves the others usable. Give it the screen's address as `key`. */
export class ScreenBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined }

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    return (
      <Translation>
        {(t) => (
          <EmptyState
            title={t('shell.broken')}
            action={<Button onPress={() => location.reload()}>{t('shell.reload')}</Button>}
          >
            {t('shell.brokenHint', { message: error instanceof Error ? error.message : String(error) })}
          </EmptyState>
        )}
      </Translation>
    )
  }
}
