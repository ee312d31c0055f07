import type { ReadonlySignal } from '@preact/signals'
import type { AppError, Result } from '../../app/base/result.ts'
import { isEmptyPrompt, maxPromptChars, type PromptDraft } from '../../app/session/prompt.ts'
import type { SessionId } from '../../app/session/session.ts'
import { perSession } from './per-session.ts'
import type { PromptTarget } from './prompt-images.ts'
import { appendPrompt, emptyDraft } from './prompt-draft.ts'

/**
 * What is written for each session and not sent. Memory is the truth while the window lives; main keeps a copy across
 * restarts.
 */
export type Drafts = {
  readonly of: (id: SessionId) => ReadonlySignal<PromptDraft>
  /** Reads what main keeps of it, the first time. */
  readonly open: (id: SessionId) => void
  readonly change: (id: SessionId, draft: PromptDraft) => void
  /** Saves at once what is not saved yet: another tab is shown, or the page goes. */
  readonly flush: () => void
}

/** The draft of one session, to be changed from elsewhere than its field. */
export function draftTarget(drafts: Pick<Drafts, 'of' | 'change'>, id: SessionId): PromptTarget {
  return { id, peek: () => drafts.of(id).peek(), change: (draft) => drafts.change(id, draft) }
}

/** Long enough for a run of keys to be one write, short enough that a crash takes a word and not a sentence. */
const savePauseMs = 300

export function createDrafts(deps: {
  readonly read: (id: SessionId) => Promise<Result<PromptDraft | null>>
  /** Null: nothing is written any more. */
  readonly save: (id: SessionId, draft: PromptDraft | null) => Promise<Result<null>>
  readonly tell: (error: AppError) => void
}): Drafts {
  const slots = perSession(emptyDraft)
  const opened = new Set<SessionId>()
  const reading = new Set<SessionId>()
  const unsaved = new Set<SessionId>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function saveAll(): void {
    clearTimeout(timer)
    // What main kept has to be read before it is written over.
    for (const id of [...unsaved].filter((one) => !reading.has(one))) void save(id)
  }

  async function save(id: SessionId): Promise<void> {
    const draft = slots(id).peek()
    // Longer than main takes: it stays in memory, and the composer says so.
    if (draft.text.length > maxPromptChars) return
    unsaved.delete(id)
    const saved = await deps.save(id, isEmptyPrompt(draft) ? null : draft)
    // A session that was closed takes its draft with it.
    if (saved.ok || saved.error.code === 'no-session') return
    unsaved.add(id)
    deps.tell(saved.error)
  }

  function change(id: SessionId, draft: PromptDraft): void {
    slots(id).value = draft
    unsaved.add(id)
    clearTimeout(timer)
    timer = setTimeout(saveAll, savePauseMs)
  }

  async function read(id: SessionId): Promise<void> {
    reading.add(id)
    const kept = await deps.read(id)
    reading.delete(id)
    if (!kept.ok) {
      if (kept.error.code !== 'no-session') deps.tell(kept.error)
    } else if (kept.value !== null) {
      const written = slots(id).peek()
      // A quick hand may have begun before the answer: nothing of either is lost.
      if (isEmptyPrompt(written)) slots(id).value = kept.value
      else change(id, appendPrompt(kept.value, written).draft)
    }
    if (unsaved.has(id)) saveAll()
  }

  return {
    of: slots,
    open(id) {
      if (opened.has(id)) return
      opened.add(id)
      void read(id)
    },
    change,
    flush: saveAll,
  }
}
