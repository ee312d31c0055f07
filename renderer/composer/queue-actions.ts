import type { RequestArgument } from '../../app/ipc/contract.ts'
import { isEmptyPrompt, type PromptDraft } from '../../app/session/prompt.ts'
import type { QueueItem } from '../../app/session/queue.ts'
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
  readonly remove: (item: QueueItem) => Promise<void>
  /** Opens the editor. A prompt in line is held for so long: it must not go as it was before. */
  readonly beginEdit: (item: QueueItem) => Promise<void>
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
  const queue = () => state.session(id).peek()?.queue ?? []
  const edit = edits(id)

  async function change(item: number, changed: Change): Promise<boolean> {
    return (await tellFailure(state, bridge.request('queue:change', { id, item, change: changed }))) === null
  }

  async function endEdit(): Promise<void> {
    const ended = edit.peek()
    edit.value = null
    if (ended?.wasQueued === true && queue().some((item) => item.id === ended.item)) {
      await change(ended.item, { kind: 'release' })
    }
  }

  async function saveEdit(): Promise<boolean> {
    const now = edit.peek()
    if (now === null || isEmptyPrompt(now.draft)) return false
    const saved = await change(now.item, { kind: 'edit', prompt: promptOf(now.draft) })
    if (saved) await endEdit()
    return saved
  }

  /** Puts a prompt at the end of the queue; a refusal is shown. @returns whether it was taken */
  async function send(draft: PromptDraft): Promise<boolean> {
    const request = bridge.request('prompt:send', { ids: [id], prompt: promptOf(draft) })
    const failures = await tellFailure(state, request)
    const failure = failures?.[0]
    if (failure !== undefined) await tellFailure(state, Promise.resolve({ ok: false, error: failure.error }))
    return failures !== undefined && failure === undefined
  }

  async function restore(removed: QueueItem, index: number): Promise<void> {
    // What was not in line before must not go by itself now: it comes back as something that is written.
    if (removed.state.kind !== 'queued') {
      const { draft } = appendPrompt(drafts.of(id).peek(), removed)
      return drafts.change(id, draft)
    }
    const known = new Set(queue().map((item) => item.id))
    if (!(await send(removed))) {
      return drafts.change(id, appendPrompt(drafts.of(id).peek(), removed).draft)
    }
    const back = queue().find((item) => !known.has(item.id) && item.text === removed.text)
    if (back !== undefined && queue().indexOf(back) > index)
      await change(back.id, { kind: 'move', toIndex: index })
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
      if (!(await change(item.id, { kind: 'remove' }))) return
      showInfo(state.t('queue.removed', { text: queueLine(item, state.t) }), {
        label: state.t('queue.undo'),
        run: () => void restore(item, index),
      })
    },
    async beginEdit(item) {
      const before = edit.peek()
      if (before?.item === item.id || item.state.kind === 'delivering') return
      // What was changed in another one is kept; where it cannot be, that editor stays.
      if (before !== null && isChanged(before, queue()) && !(await saveEdit())) return
      void endEdit()
      const wasQueued = item.state.kind === 'queued'
      edit.value = { item: item.id, draft: { text: item.text, images: item.images }, wasQueued }
      if (wasQueued) void change(item.id, { kind: 'hold' })
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

function isChanged({ item, draft }: QueueEdit, queue: readonly QueueItem[]): boolean {
  const kept = queue.find(({ id }) => id === item)
  return kept === undefined || kept.text !== draft.text || kept.images.join('\n') !== draft.images.join('\n')
}
