import { useComputed, type ReadonlySignal } from '@preact/signals'
import { isolate, withoutBidi } from '../../app/base/bidi.ts'
import type { SessionView } from '../../app/ipc/read-model.ts'
import type { SessionId } from '../../app/session/session.ts'
import { statusWords } from '../../app/session/status-words.ts'
import { useApp } from '../model/app-context.ts'
import { dropSessionAttribute } from '../drop/accept-drops.ts'
import type { AppState } from '../model/state.ts'
import { failureLine, sessionDetails, stuckLine } from '../badges/status-lines.ts'
import { Badge } from '../badges/badge.tsx'
import { secondClock } from '../badges/second-clock.ts'
import { sessionPlace } from './session-place.ts'
import { marksWords, TabMarks } from './tab-marks.tsx'
import { backgroundOf, StatusMeta } from './status-meta.tsx'
import { ToolGlyph } from '../badges/tool-glyph.tsx'

type SessionTabProps = {
  readonly id: SessionId
  /** The row that Tab leads to. */
  readonly focusable: ReadonlySignal<SessionId | null>
  /** The row under the pointer, also while the pointer is on the row's close button. */
  readonly pointed: ReadonlySignal<SessionId | null>
}

/**
 * A row of the list. Where it has one line only, the folder's own name stands beside the title: fifty shells are distinguished
 * apart by nothing else. It renders once: what changes is bound to signals, so that a badge changes alone.
 * Its accessible name is "<title>, <status>", with ", unseen" where that is so: its content, not a label, because a
 * label that leaves out text one can see is one that nobody can say to their computer (WCAG 2.5.3).
 */
export function SessionTab({ id, focusable, pointed }: SessionTabProps) {
  const { state } = useApp()
  const session = state.session(id)
  const status = useComputed(() => session.value?.status ?? null)
  const title = useComputed(() => session.value?.title ?? '')
  const folder = useComputed(() => session.value?.shortFolder.split(/[/\\]/u).at(-1) ?? '')
  const toolName = useComputed(() => session.value?.toolName ?? '')
  const name = useComputed(() => tabName(session.value, state))
  const details = useComputed(() => tabDetails(session.value, state))
  const selected = useComputed(() => state.activeId.value === id)
  const tabIndex = useComputed(() => (focusable.value === id ? 0 : -1))
  const look = useComputed(() => {
    const unseen = session.value?.unseen === true ? ' is-unseen' : ''
    const waiting = status.value?.kind === 'waiting' ? ' is-waiting' : ''
    const hovered = pointed.value === id ? ' is-pointed' : ''
    return `session-tab${unseen}${waiting}${hovered}`
  })
  return (
    <div
      role="tab"
      class={look}
      tabIndex={tabIndex}
      aria-selected={selected}
      title={details}
      {...{ [dropSessionAttribute]: id }}
    >
      <span class="visually-hidden">{name}</span>
      <span class="session-row" aria-hidden="true">
        <span class="unseen-mark" />
        <TabGlyph toolName={toolName} />
        <span class="session-text">
          <span class="session-line">
            <span class="session-title">
              <bdi>{title}</bdi>
            </span>
            <span class="session-folder">
              <bdi>{folder}</bdi>
            </span>
            <StatusMeta status={status} />
          </span>
          <TabNote session={session} />
        </span>
        <TabMarks session={session} />
        <Badge status={status} />
      </span>
    </div>
  )
}

function TabGlyph({ toolName }: { readonly toolName: ReadonlySignal<string> }) {
  return <ToolGlyph toolName={toolName.value} />
}

/** The second line: what it needs or what is wrong where that is so, else tool and folder. */
function TabNote({ session }: { readonly session: ReadonlySignal<SessionView | null> }) {
  const { state } = useApp()
  const note = useComputed(() => noteOf(session.value, state))
  const look = useComputed(() => `session-note ${note.value.look}`)
  const text = useComputed(() => note.value.text)
  return (
    <span class={look}>
      <bdi>{text}</bdi>
    </span>
  )
}

function noteOf(session: SessionView | null, { t, locale }: AppState): { look: string; text: string } {
  if (session === null) return { look: '', text: '' }
  const { status, shortFolder } = session
  const elsewhere = () => `${statusWords(status, locale.value)}  ·  ${isolate(shortFolder)}`
  if (status.kind === 'waiting') return { look: 'note-waiting', text: status.question ?? elsewhere() }
  if (status.kind === 'failed') return { look: 'note-failed', text: failureLine(status, t) || elsewhere() }
  const stuck = stuckLine(status, () => secondClock.value, t)
  if (stuck !== null) return { look: 'note-stuck', text: `${stuck}  ·  ${isolate(shortFolder)}` }
  return { look: '', text: sessionPlace(session, shortFolder) }
}

function tabName(session: SessionView | null, state: AppState): string {
  if (session === null) return ''
  const count = backgroundOf(session.status)
  const background = count > 0 ? `, ${state.t('status.background', { count })}` : ''
  const marks = marksWords(session, state.t)
    .map((words) => `, ${words}`)
    .join('')
  const status = `${statusWords(session.status, state.locale.value)}${background}${marks}`
  const words = { title: session.title, status }
  return session.unseen ? state.t('tab.nameUnseen', words) : state.t('tab.name', words)
}

function tabDetails(session: SessionView | null, state: AppState): string {
  if (session === null) return ''
  const { title, toolDisplayName, workdir, status } = session
  const words = statusWords(status, state.locale.value)
  const marks = marksWords(session, state.t)
  return [
    title,
    `${toolDisplayName} · ${words}`,
    ...sessionDetails(session, state),
    ...marks,
    withoutBidi(workdir),
  ].join('\n')
}
