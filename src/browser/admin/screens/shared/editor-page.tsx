import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMayChange } from '../../api/session.ts'
import { go } from '../../app/route.ts'
import { useShortcuts } from '../../app/use-shortcuts.ts'
import { Button } from '../../design/button.tsx'
import { Loading } from '../../design/loading.tsx'
import { Notice } from '../../design/notice.tsx'
import { ProblemNotice } from '../../design/problem-notice.tsx'
import { ProblemText } from '../../design/problem-text.tsx'
import { ShownText } from '../../design/shown-text.tsx'
import { findingText } from '../../texts/finding-text.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import type { Editor } from './editor.ts'
import { otherProblems } from './error-at.ts'
import './editor-page.css'

interface Props<Form> {
  readonly editor: Editor<Form>
  readonly title: string
  /** The list that it belongs to. */
  readonly backHref: string
  readonly backLabel: string
  readonly actions?: ReactNode
  /** Whether a field shows its own errors; all others stand at the top. */
  readonly isShown: (field: string) => boolean
  readonly children: ReactNode
}

/** One thing with its form: `Ctrl+S` saves, `Esc` goes back to the list. */
export function EditorPage<Form>(props: Props<Form>) {
  const { editor, title, backHref, backLabel, actions, isShown, children } = props
  const { t } = useTranslation()
  const mayChange = useMayChange()
  useShortcuts({
    ...(mayChange ? { 'mod+s': () => void editor.save() } : {}),
    Escape: () => go(backHref),
  })
  if (editor.isLoading) return <Loading />
  if (editor.loadError) return <ProblemNotice error={editor.loadError} />
  return (
    <>
      <a href={backHref}>← {backLabel}</a>
      <div className="page-head">
        <h1>
          <ShownText text={title} />
        </h1>
        <div className="row">{actions}</div>
      </div>
      {editor.failure !== undefined && (
        <Notice tone="bad">
          <ProblemText error={editor.failure} />
          <Problems list={otherProblems(editor.errors, isShown)} />
        </Notice>
      )}
      {otherProblems(editor.warnings, isShown).length > 0 && (
        <Notice tone="warn">
          <Problems list={otherProblems(editor.warnings, isShown)} />
        </Notice>
      )}
      {children}
      {mayChange && (
        <div className="editor-foot">
          <span className="small soft">{editor.isChanged && t('common.unsaved')}</span>
          <div className="row">
            {editor.isChanged && (
              <Button kind="quiet" onPress={editor.discard}>
                {t('common.discard')}
              </Button>
            )}
            <Button
              kind="primary"
              isDisabled={editor.isSaving || !(editor.isChanged || editor.isNew)}
              onPress={() => void editor.save()}
            >
              {t('common.save')}
            </Button>
          </div>
        </div>
      )}
      <ConflictDialog editor={editor} />
    </>
  )
}

const Problems = ({
  list,
}: {
  readonly list: readonly { readonly field: string; readonly message: string }[]
}) => (
  <ul>
    {list.map(({ field, message }) => (
      <li key={`${field} ${message}`}>
        <code>{field}</code> {findingText(message)}
      </li>
    ))}
  </ul>
)
