import { useSignal, type Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { assertNever } from '../../app/base/assert-never.ts'
import type { SessionId } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { registerCommand } from '../keys/commands.ts'
import { isModalOpen } from '../dialogs/modal.tsx'
import type { TextDrafts } from '../own-text/text-drafts.ts'
import { RulesDialog } from './rules-dialog.tsx'
import type { StatusView } from '../model/open-status-view.ts'
import { TimelineDialog } from './timeline-dialog.tsx'
import { WhyDialog } from './why-dialog.tsx'
import { WrongDialog } from './wrong-dialog.tsx'

/** The dialogs about a status, one at a time, and the commands that open them. */
export function StatusViews({ view }: { readonly view: Signal<StatusView | null> }) {
  const { state } = useApp()
  // Here, because it outlives the dialog: what is typed into it is not lost when it closes.
  const drafts: TextDrafts = useSignal(new Map())

  const show = (next: StatusView | null) => {
    view.value = next
  }
  useEffect(() => {
    const open = (next: (active: SessionId) => StatusView) => () => {
      const active = state.activeId.peek()
      if (active === null) return false
      if (!isModalOpen()) show(next(active))
      return true
    }
    const undo = [
      registerCommand(
        'whyStatus',
        open((id) => ({ kind: 'why', id })),
      ),
      registerCommand(
        'timeline',
        open((id) => ({ kind: 'timeline', id })),
      ),
      registerCommand('rules', () => {
        if (!isModalOpen()) show({ kind: 'rules', toolName: null })
      }),
    ]
    return () => undo.forEach((end) => end())
  }, [state, view])

  const close = () => show(null)
  const shown = view.value
  switch (shown?.kind) {
    case undefined:
      return null
    case 'why':
      return <WhyDialog key={shown.id} id={shown.id} onView={show} onClose={close} />
    case 'wrong':
      return <WrongDialog key={shown.id} id={shown.id} onView={show} onClose={close} />
    case 'timeline':
      return <TimelineDialog key={shown.id} id={shown.id} onClose={close} />
    case 'rules':
      return <RulesDialog toolName={shown.toolName} drafts={drafts} onClose={close} />
    default:
      return assertNever(shown)
  }
}
