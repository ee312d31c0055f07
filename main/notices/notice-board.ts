import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import type { Notice } from '../../app/ipc/read-model.ts'
import type { SessionId } from '../../app/session/session.ts'

/** A notice with what its buttons do. A notice whose action ran goes away. */
export type NoticeDraft = {
  /** Chosen by the poster: a notice with the same id takes the place of the last one. */
  readonly id: string
  readonly level: Notice['level']
  readonly message: string
  readonly hint: string
  readonly sessionId?: SessionId
  readonly actions?: readonly {
    readonly id: string
    readonly label: string
    run(): void | Promise<void>
  }[]
}

/** What the user should know, newest last. */
export type NoticeBoard = {
  list(): readonly Notice[]
  post(draft: NoticeDraft): void
  /** Takes a notice away; one that is not there is no error. */
  dismiss(id: string): void
  /** Runs an action; failure `notice-gone` where the notice or the action is not there any more. */
  act(noticeId: string, actionId: string): Promise<Result<null>>
  onChange(listener: (notices: readonly Notice[]) => void): () => void
}

/** Beyond this the oldest goes: a list that is not read must not grow. */
const maxNotices = 30

/** Makes an empty board. */
export function createNoticeBoard(): NoticeBoard {
  let drafts: readonly NoticeDraft[] = []
  const listeners = new Set<(notices: readonly Notice[]) => void>()

  const list = (): readonly Notice[] => drafts.map(toNotice)
  const change = (next: readonly NoticeDraft[]): void => {
    drafts = next
    for (const listener of listeners) listener(list())
  }
  const without = (id: string): readonly NoticeDraft[] => drafts.filter((draft) => draft.id !== id)

  return {
    list,
    post: (draft) => change([...without(draft.id), draft].slice(-maxNotices)),
    dismiss(id) {
      if (drafts.some((draft) => draft.id === id)) change(without(id))
    },
    async act(noticeId, actionId) {
      const draft = drafts.find((candidate) => candidate.id === noticeId)
      const action = draft?.actions?.find((candidate) => candidate.id === actionId)
      if (action === undefined) return failWith('notice-gone')
      change(without(noticeId))
      await action.run()
      return succeed(null)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function toNotice(draft: NoticeDraft): Notice {
  return {
    id: draft.id,
    level: draft.level,
    message: draft.message,
    hint: draft.hint,
    sessionId: draft.sessionId ?? null,
    actions: (draft.actions ?? []).map(({ id, label }) => ({ id, label })),
  }
}
