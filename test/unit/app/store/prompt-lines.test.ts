import fc from 'fast-check'
import { expect, test } from 'vitest'
import { remember } from '../../../../app/session/prompt.ts'
import {
  addToQueue,
  atNewConversation,
  editQueued,
  moveQueued,
  releaseQueued,
  removeFromQueue,
  setQueuedState,
  type Queue,
} from '../../../../app/session/queue.ts'
import { noPrompts, type KeptPrompts } from '../../../../app/session/session-record.ts'
import {
  changesBetween,
  promptLines,
  PromptLineReader,
  roughBytes,
  wholePromptLines,
} from '../../../../app/store/prompt-lines.ts'
import { absolutePath } from '../../../support/fake-bridge.ts'

const images = [absolutePath('/a.png')]

/** What a user, or the app, does; `at` chooses among the prompts that wait. */
type Step = { readonly kind: (typeof kinds)[number]; readonly at: number; readonly text: string }
const kinds = [
  'add',
  'next',
  'edit',
  'hold',
  'release',
  'deliver',
  'send',
  'remove',
  'move',
  'anew',
  'draft',
] as const
const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('add', 'add', ...kinds),
  at: fc.nat(6),
  text: fc.string({ unit: 'binary', maxLength: 12 }),
})

function after(prompts: KeptPrompts, { kind, at, text }: Step): KeptPrompts {
  const { queue, history } = prompts
  const id = queue.items[at % Math.max(1, queue.items.length)]?.id ?? 0
  const withQueue = (changed: Queue): KeptPrompts => ({ ...prompts, queue: changed })
  switch (kind) {
    case 'add':
      return withQueue(addToQueue(queue, { text, images: at === 0 ? images : [] }, at))
    case 'next':
      return withQueue(addToQueue(queue, { text, images: [] }, at, { isForNext: true }))
    case 'edit':
      return withQueue(editQueued(queue, id, { text, images }))
    case 'hold':
      return withQueue(setQueuedState(queue, id, { kind: 'held' }))
    case 'release':
      return withQueue(releaseQueued(queue, id, at > 3))
    case 'deliver':
      return withQueue(setQueuedState(queue, id, { kind: 'delivering' }))
    case 'send':
      return {
        ...withQueue(removeFromQueue(queue, id)),
        history: remember(history, { text, images: [], at, mode: 'interactive' }),
      }
    case 'remove':
      return withQueue(removeFromQueue(queue, id))
    case 'move':
      return withQueue(moveQueued(queue, id, at))
    case 'anew':
      return withQueue(atNewConversation(queue))
    case 'draft':
      return { ...prompts, draft: at === 0 ? null : { text, images } }
  }
}

/** What came of the steps one after the other, and the lines that say so. */
function story(steps: readonly Step[]): {
  readonly states: readonly KeptPrompts[]
  readonly lines: string[][]
} {
  const states = [noPrompts]
  for (const step of steps) states.push(after(states.at(-1) ?? noPrompts, step))
  const lines = states
    .slice(1)
    .map((state, at) => [...promptLines(changesBetween(states[at] ?? noPrompts, state))])
  return { states, lines }
}

function read(lines: Iterable<string>): KeptPrompts {
  const reader = new PromptLineReader()
  for (const line of lines) if (!reader.read(line)) throw new Error(`cannot be read: ${line}`)
  return reader.value
}

test('the lines of all changes, and the lines of the whole, say the same as what was kept', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      const { states, lines } = story(steps)
      const last = states.at(-1) ?? noPrompts
      expect(read(lines.flat())).toEqual(last)
      expect(read(wholePromptLines(last))).toEqual(last)
      // What changed between two that are far apart, too: a disk that was full for a while.
      expect(read(promptLines(changesBetween(noPrompts, last)))).toEqual(last)
    }),
  )
})

test('a line that is lost loses nothing but what it says, and no prompt before it goes by itself', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 30 }), fc.nat(), (steps, which) => {
      const { states, lines } = story(steps)
      const all = lines.flat()
      if (all.length === 0) return
      const lost = which % all.length
      const reader = new PromptLineReader()
      for (const [at, line] of all.entries()) {
        if (at !== lost) expect(reader.read(line)).toBe(true)
        else {
          expect(reader.read(line.slice(0, -3))).toBe(false)
          reader.distrust()
          expect(reader.value.queue.items.filter(({ state }) => state.kind === 'queued')).toEqual([])
        }
      }
      const there = new Set(reader.value.queue.items.map(({ id }) => id))
      const last = states.at(-1) ?? noPrompts
      const missing = last.queue.items.filter(({ id }) => !there.has(id))
      expect(missing.length).toBeLessThanOrEqual(1)
      for (const { id } of missing) expect(all[lost]).toContain(`"id":${id}`)
      expect(last.history.length - reader.value.history.length).toBeLessThanOrEqual(1)
    }),
  )
})

test('another state of a long prompt is a short line, and so is another order', () => {
  const text = 'x'.repeat(20_000)
  let queue = noPrompts.queue
  for (let at = 0; at < 100; at++) queue = addToQueue(queue, { text, images: [] }, at)
  const kept = { ...noPrompts, queue }
  const bytesAfter = (changed: Queue): number =>
    [...promptLines(changesBetween(kept, { ...kept, queue: changed }))].join('').length
  expect(bytesAfter(setQueuedState(queue, 7, { kind: 'delivering' }))).toBeLessThan(100)
  expect(bytesAfter(removeFromQueue(queue, 7))).toBeLessThan(100)
  expect(bytesAfter(moveQueued(queue, 7, 0))).toBeLessThan(600)
  expect(changesBetween(kept, { ...kept })).toEqual([])
  const whole = [...wholePromptLines(kept)].join('').length
  expect(roughBytes(kept) / whole).toBeGreaterThan(0.8)
  expect(roughBytes(kept) / whole).toBeLessThan(1.2)
})
