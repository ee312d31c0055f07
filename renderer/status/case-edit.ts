import type { CaseDraft, RightStatus } from '../../app/activity/why.ts'
import { maxSignChars, type RequestArgument } from '../../app/ipc/contract.ts'
import type { SessionId } from '../../app/session/session.ts'

/** A case as the user edits it, before it is saved. */
export type CaseEdit = {
  readonly right: RightStatus | null
  readonly screen: string
  readonly title: string
  /** One a line. */
  readonly signals: string
  /** The line of the screen that tells, as it stands there. */
  readonly sign: string | null
}

/** What is there to begin with. */
export function editOf({ screen, title, signals }: CaseDraft): CaseEdit {
  return { right: null, screen, title, signals: signals.join('\n'), sign: null }
}

/** The case with another screen. A sign that is not in it any more goes: it may be what was taken out as a secret. */
export function withScreen(edit: CaseEdit, screen: string): CaseEdit {
  const stays = edit.sign !== null && screen.split('\n').includes(edit.sign)
  return { ...edit, screen, sign: stays ? edit.sign : null }
}

/** The line of `text` around `position`, counted in characters. */
export function lineAt(text: string, position: number): string {
  const start = text.lastIndexOf('\n', position - 1) + 1
  const end = text.indexOf('\n', position)
  return text.slice(start, end === -1 ? undefined : end)
}

/** The request that saves the case. */
export function caseRequest(id: SessionId, edit: CaseEdit, right: RightStatus): RequestArgument<'case:save'> {
  return {
    id,
    screen: edit.screen,
    title: edit.title,
    signals: edit.signals.split('\n').filter((line) => line !== ''),
    right,
    sign: edit.sign?.slice(0, maxSignChars) ?? null,
  }
}
