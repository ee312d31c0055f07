import type { SessionView } from '../../../../app/ipc/read-model.ts'
import type { QueueItem, QueueItemState } from '../../../../app/session/queue.ts'
import type { AbsolutePath } from '../../../../app/session/session.ts'
import { useApp } from '../../../../renderer/model/app-context.ts'
import { Composer } from '../../../../renderer/composer/composer.tsx'
import { Announcer } from '../../../../renderer/notices/announcer.tsx'
import { ToastStack } from '../../../../renderer/notices/toast-stack.tsx'
import { dismissToast, toasts } from '../../../../renderer/notices/toast.ts'
import { FakeMain, sessionId, sessionView, statuses } from '../../../support/fake-bridge.ts'
import { need, renderApp, type Rendered } from '../../../support/render.tsx'

/** The composer of the active session, as the window shows it. */
export async function showComposer(main: FakeMain): Promise<Rendered> {
  for (const toast of toasts.peek()) dismissToast(toast.id)
  return renderApp(
    main,
    <>
      <ActiveComposer />
      <ToastStack />
      <Announcer />
    </>,
  )
}

function ActiveComposer() {
  const active = useApp().state.activeId.value
  return active === null ? null : <Composer id={active} />
}

/** Two sessions of an agent, the first on show. */
export function twoAgents(first: Partial<SessionView> = {}, second: Partial<SessionView> = {}): FakeMain {
  const agent = { toolName: 'claude', toolDisplayName: 'Claude Code', status: statuses.idle }
  return new FakeMain({
    sessions: [
      sessionView(1, { title: 'apple', ...agent, ...first }),
      sessionView(2, { title: 'birch', ...agent, ...second }),
    ],
    activeId: sessionId(1),
  })
}

/** A waiting prompt. */
export function queued(
  id: number,
  text: string,
  state: QueueItemState = { kind: 'queued' },
  images: readonly AbsolutePath[] = [],
): QueueItem {
  return { id, text, state, images: [...images], addedAt: 0 }
}

/** Where the prompt is written. */
export function promptField(): HTMLTextAreaElement {
  return need(document.querySelector<HTMLTextAreaElement>('.composer-line textarea'), 'field')
}
