import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FieldProblem, problemOf } from '../../api/api-error.ts'
import { create, type Editable, replace, useOne } from '../../api/one.ts'
import type { Resources } from '../../api/resources.ts'
import { go, hrefOf } from '../../app/route.ts'
import { say } from '../../design/toast-store.ts'
import { keepDraft, useDraft } from './drafts.ts'
import type { Conflict, Editor } from './editor.ts'
import { useSayProblem } from './use-say-problem.ts'

interface Settings<K extends Editable, Form extends object> {
  readonly resource: K
  /** Null: something new. */
  readonly id: number | null
  /** Of what something new is a copy: each has a draft of its own. */
  readonly copyOf?: string | undefined
  /** What a form of something new holds at first. */
  readonly fresh: Form
  /** What the form edits of what is stored: all that can be written, nothing else. */
  readonly formOf: (stored: Resources[K]) => Form
  readonly nameOf: (form: Form) => string
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Everything that a form of one thing needs: nothing that is written in it gets lost, and what it saved can be taken back. */
export function useEditor<K extends Editable, Form extends object>(
  settings: Settings<K, Form>,
): Editor<Form, Resources[K]> {
  const { resource, id, copyOf, fresh, formOf, nameOf } = settings
  const { t } = useTranslation()
  const sayProblem = useSayProblem()
  const name = `${resource}/${id ?? ['new', copyOf].filter(Boolean).join(':')}`
  const draft = useDraft(name)
  const stored = useOne(resource, id)
  const [errors, setErrors] = useState<readonly FieldProblem[]>([])
  const [warnings, setWarnings] = useState<readonly FieldProblem[]>([])
  const [failure, setFailure] = useState<unknown>()
  const [conflict, setConflict] = useState<Conflict<Form>>()
  const [isSaving, setSaving] = useState(false)

  const base = stored.data ? formOf(stored.data.value) : fresh
  const form = (draft?.value as Form | undefined) ?? base
  const etag = draft?.etag ?? stored.data?.etag ?? ''

  const write = (value: Form, tag = etag): void =>
    keepDraft(name, same(value, base) && tag === (stored.data?.etag ?? '') ? null : { value, etag: tag })

  const settle = (): void => {
    keepDraft(name, null)
    setErrors([])
    setFailure(undefined)
    setConflict(undefined)
  }

  /** @returns whether it is saved */
  const save = async (): Promise<boolean> => {
    if (isSaving) return false
    if (id !== null && draft === null) return true
    setSaving(true)
    try {
      const answered = id === null ? await create(resource, form) : await replace(resource, id, form, etag)
      const before = stored.data && formOf(stored.data.value)
      const { value } = answered
      settle()
      setWarnings(('warnings' in value && value.warnings) || [])
      if (id === null) {
        say(t('common.created', { name: nameOf(form) }))
        go(hrefOf(`${resource}/${value.id}`), { replace: true })
      } else {
        const undo = async (): Promise<void> => {
          try {
            await replace(resource, id, before, answered.etag)
            say(t('common.undone'))
          } catch (error) {
            sayProblem(error)
          }
        }
        say(t('common.saved', { name: nameOf(form) }), before ? { undo: () => void undo() } : {})
      }
      return true
    } catch (error) {
      const problem = problemOf(error)
      if (problem.status === 412 && problem.theirs) {
        setConflict({ theirs: formOf(problem.theirs as Resources[K]), etag: problem.etag ?? '' })
      } else {
        setErrors(problem.errors ?? [])
        setWarnings(problem.warnings ?? [])
        setFailure(error)
      }
      return false
    } finally {
      setSaving(false)
    }
  }

  return {
    form,
    base,
    isNew: id === null,
    isChanged: draft !== null,
    isLoading: id !== null && stored.data === undefined && draft === null && stored.error === null,
    loadError: draft === null ? stored.error : null,
    stored: stored.data?.value,
    etag,
    errors,
    warnings,
    failure,
    isSaving,
    conflict,
    change: (patch) => write({ ...form, ...patch }),
    save,
    discard: () => {
      const lost = draft
      settle()
      if (lost) say(t('shell.discarded'), { undo: () => keepDraft(name, lost) })
    },
    keepMine: () => {
      if (conflict) keepDraft(name, { value: form, etag: conflict.etag })
      setConflict(undefined)
      void stored.refetch()
    },
    takeTheirs: () => {
      const mine = form
      settle()
      void stored.refetch()
      say(t('shell.discarded'), {
        undo: () => keepDraft(name, { value: mine, etag: conflict?.etag ?? etag }),
      })
    },
    laterConflict: () => setConflict(undefined),
  }
}
