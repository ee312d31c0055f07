import type { RequestArgument } from '../../app/ipc/contract.ts'
import { isEmptyPrompt, type PromptDraft } from '../../app/session/prompt.ts'
import type { QueueRowView } from '../../app/ipc/queue-view.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { App } from '../model/app-context.ts'
import { announce } from '../notices/announcer.tsx'
import { tellFailure } from '../notices/tell-failure.ts'
import { showInfo } from '../notices/toast.ts'
import type { ComposerState, QueueEdit } from './composer-state.ts'
import { appendPrompt } from './prompt-draft.ts'
import { queueLine } from './queue-words.ts'

type Change = RequestArgument<'queue:change'>['change']

/** What a user does to the waiting prompts of a session. A failure is shown as a toast. */
export type QueueActions = {
  /** @returns whether it was done */
  readonly change: (item: number, change: Change) => Promise<boolean>
  /** Puts it at `toIndex` of the list as it is afterwards; beyond the ends nothing happens. */
  readonly move: (item: number, toIndex: number) => void
  /** For some seconds it can be taken back. */
  readonly remove: (item: QueueRowView) => Promise<void>
  /** Opens the editor. A prompt in line is held for so long: it must not go as it was before. */
  readonly beginEdit: (item: QueueRowView) => Promise<void>
  readonly changeEdit: (draft: PromptDraft) => void
  /** @returns whether it was saved; otherwise the editor stays */
  readonly saveEdit: () => Promise<boolean>
  readonly cancelEdit: () => void
  /** What was edited is gone from the queue: it is sent as a new prompt. */
  readonly sendEditAsNew: () => Promise<void>
}

export function queueActions(
  { bridge, state }: Pick<App, 'bridge' | 'state'>,
  { drafts, edits }: Pick<ComposerState, 'drafts' | 'edits'>,
  id: SessionId,
): QueueActions {
  const queue = (): readonly QueueRowView[] => {
    const shown = state.queue.peek()
    return shown?.id === id ? shown.rows : []
  }
  const edit = edits(id)
  /** Whose text is asked for. */
  let opening: number | null = null

  async function change(item: number, changed: Change): Promise<boolean> {
    return (await tellFailure(state, bridge.request('queue:change', { id, item, change: changed }))) === null
  }

  /** Back in line, where it still waits: its session may not be on show any more. */
  function release(item: number): Promise<unknown> {
    return bridge.request('queue:change', { id, item, change: { kind: 'release' } })
  }

  /** A row has the beginning alone. @returns undefined where it is gone, which is told */
  function read(item: number): Promise<PromptDraft | undefined> {
    return tellFailure(state, bridge.request('queue:read', { id, item }))
  }

  async function endEdit(): Promise<void> {
    const ended = edit.peek()
    edit.value = null
    if (ended?.wasQueued === true) await release(ended.item)
  }

  async function saveEdit(): Promise<boolean> {
    const now = edit.peek()
    if (now === null || isEmptyPrompt(now.draft)) return false
    const saved = await change(now.item, { kind: 'edit', prompt: promptOf(now.draft) })
    if (saved) await endEdit()
    return saved
  }

  /** Puts a prompt at the end of the queue, or at `toIndex`; a refusal is shown. @returns whether it was taken */
  async function send(draft: PromptDraft, toIndex?: number): Promise<boolean> {
    const place = toIndex === undefined ? {} : { toIndex }
    const request = bridge.request('prompt:send', { ids: [id], prompt: promptOf(draft), ...place })
    const failures = await tellFailure(state, request)
    const failure = failures?.[0]
    if (failure !== undefined) await tellFailure(state, Promise.resolve({ ok: false, error: failure.error }))
    return failures !== undefined && failure === undefined
  }

  async function restore(removed: PromptDraft, wasQueued: boolean, index: number): Promise<void> {
    // What was not in line before must not go by itself now: it comes back as something that is written.
    if (wasQueued && (await send(removed, index))) return
    drafts.change(id, appendPrompt(drafts.of(id).peek(), removed).draft)
  }

  return {
    change,
    move(item, toIndex) {
      const total = queue().length
      if (toIndex < 0 || toIndex >= total || queue()[toIndex]?.id === item) return
      void change(item, { kind: 'move', toIndex }).then((moved) => {
        if (moved) announce(state.t('queue.moved', { place: toIndex + 1, total }))
      })
    },
    async remove(item) {
      const index = queue().findIndex((one) => one.id === item.id)
      const removed = await read(item.id)
      if (removed === undefined || !(await change(item.id, { kind: 'remove' }))) return
      showInfo(state.t('queue.removed', { text: queueLine(item, state.t) }), {
        label: state.t('queue.undo'),
        run: () => void restore(removed, item.state.kind === 'queued', index),
      })
    },
    async beginEdit(item) {
      const before = edit.peek()
      if (before?.item === item.id || opening === item.id || item.state.kind === 'delivering') return
      opening = item.id
      // What was changed in another one is kept; where it cannot be, that editor stays.
      if (before !== null && isChanged(before) && !(await saveEdit())) {
        opening = null
        return
      }
      void endEdit()
      const wasQueued = item.state.kind === 'queued'
      if (wasQueued) void change(item.id, { kind: 'hold' })
      const original = await read(item.id)
      const isWanted = opening === item.id
      if (isWanted) opening = null
      if (isWanted && original !== undefined)
        edit.value = { item: item.id, original, draft: original, wasQueued }
      else if (wasQueued) void release(item.id)
    },
    changeEdit(draft) {
      const now = edit.peek()
      if (now !== null) edit.value = { ...now, draft }
    },
    saveEdit,
    cancelEdit: () => void endEdit(),
    async sendEditAsNew() {
      const now = edit.peek()
      if (now === null) return
      if (await send(now.draft)) edit.value = null
    },
  }
}

function promptOf({ text, images }: PromptDraft): RequestArgument<'prompt:send'>['prompt'] {
  return { text, images: [...images] }
}

function isChanged({ original, draft }: QueueEdit): boolean {
  return original.text !== draft.text || original.images.join('\n') !== draft.images.join('\n')
}
