import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Mode } from '../../../../../app/session/session.ts'
import type { ToolMood, ToolPace } from '../../../../support/line-tool.ts'
import { settle } from '../../../../support/pass-time.ts'
import { beginQueue, QueueLife } from '../../../../support/queue-life.ts'
import { nameOf, QueueModel } from '../../../../support/queue-model.ts'

/** Something that happens to a queue; `at` and `to` choose among the prompts that are there. */
type Step =
  | { readonly kind: 'add' | 'start' }
  | { readonly kind: 'edit' | 'hold' | 'release' | 'remove' | 'send now'; readonly at: number }
  | { readonly kind: 'move'; readonly at: number; readonly to: number }
  | { readonly kind: 'mood'; readonly mood: ToolMood }
  | { readonly kind: 'draft'; readonly isThere: boolean }
  | { readonly kind: 'pass' | 'crash'; readonly ms: number }

const at = fc.nat(5)
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'add' } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), at, to: fc.nat(6) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('edit' as const, 'hold', 'release', 'release', 'remove', 'send now'),
      at,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('mood' as const),
      mood: fc.constantFrom<ToolMood>('takes', 'takes', 'shows nothing', 'leaves it unsent'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('draft' as const), isThere: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.oneof(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 4000 })),
    }),
  },
  // A delivery takes some tenths of a second: to be killed in one, it has to be so soon.
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), ms: fc.nat(300) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'start' } as const) },
)
const anyPace: fc.Arbitrary<ToolPace> = fc.record({
  noticedAfterMs: fc.integer({ min: 0, max: 400 }),
  worksForMs: fc.integer({ min: 1, max: 1500 }),
})

type Moment = { readonly step: Step; readonly settles: boolean }

const then = (step: Step): Moment => ({ step, settles: false })
const settled = (step: Step): Moment => ({ step, settles: true })

/** Once a prompt was typed behind one that Enter had left in the tool, and both were sent as one. */
const behindUnsent: readonly (readonly Moment[])[] = [
  // The second one is wanted now, and the first one shown, but not taken.
  [
    then({ kind: 'add' }),
    settled({ kind: 'add' }),
    then({ kind: 'mood', mood: 'shows nothing' }),
    then({ kind: 'send now', at: 3 }),
    then({ kind: 'pass', ms: 2225 }),
  ],
  [
    settled({ kind: 'add' }),
    then({ kind: 'mood', mood: 'shows nothing' }),
    then({ kind: 'pass', ms: 2205 }),
    settled({ kind: 'add' }),
    then({ kind: 'send now', at: 3 }),
    then({ kind: 'pass', ms: 30 }),
  ],
  // The second one is moved in front of it.
  [
    then({ kind: 'mood', mood: 'leaves it unsent' }),
    then({ kind: 'add' }),
    then({ kind: 'pass', ms: 2180 }),
    then({ kind: 'add' }),
    then({ kind: 'pass', ms: 55 }),
    then({ kind: 'move', at: 1, to: 0 }),
  ],
  // What is sent begins with a text that the user was told had failed.
  [
    then({ kind: 'draft', isThere: true }),
    settled({ kind: 'add' }),
    settled({ kind: 'edit', at: 0 }),
    then({ kind: 'mood', mood: 'leaves it unsent' }),
    then({ kind: 'draft', isThere: false }),
    then({ kind: 'pass', ms: 4000 }),
    settled({ kind: 'add' }),
    then({ kind: 'move', at: 1, to: 0 }),
  ],
]

/** A user, a queue and what the user may expect of it. */
class Story {
  readonly model = new QueueModel()
  life: QueueLife
  #count = 0

  constructor(folder: string, mode: Mode, pace: ToolPace) {
    this.life = new QueueLife(beginQueue(folder, mode), pace, this.model)
    this.model.life = this.life
    this.life.start()
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'add':
        return this.#add()
      case 'start':
        if (!this.life.session.isUp) this.life.start()
        return
      case 'crash':
        await this.life.pass(step.ms)
        return this.#crash()
      case 'mood':
        this.life.tool.mood = step.mood
        return
      case 'draft':
        this.life.tool.hasDraft = step.isThere
        return
      case 'pass':
        return this.life.pass(step.ms)
      default:
        return this.#change(step)
    }
  }

  /** In the end the user lets everything go that waits for them, and the tool works. */
  async end(): Promise<void> {
    const { model } = this
    this.life.tool.mood = 'takes'
    this.life.tool.hasDraft = false
    await settle()
    if (!this.life.session.isUp) this.life.start()
    // A session without a terminal goes on with its queue once it was given a prompt.
    this.#add()
    await settle()
    for (let round = 0; round < 120 && this.life.items.some(({ state }) => state.kind !== 'held'); round++) {
      for (const [index, { state }] of this.life.items.entries())
        if (state.kind === 'unsure' || state.kind === 'failed') this.#change({ kind: 'release', at: index })
      await this.life.pass(1000)
    }
    model.check(this.life.items)
    expect(this.life.items.map(({ state }) => state.kind)).toEqual(this.life.items.map(() => 'held'))
  }

  #add(): void {
    this.#count += 1
    const name = `p${this.#count}`
    const { life, model } = this
    void life.send(name).then(() => {
      if (life === this.life) model.added(name)
    })
  }

  #crash(): void {
    const before = this.life.items
    this.life = this.life.crash()
    this.model.cameBack(before, this.life)
  }

  #change(step: Extract<Step, { readonly at: number }>): void {
    const { life, model } = this
    const item = life.items[step.at % life.items.length]
    if (item === undefined) return
    const name = nameOf(item)
    const { kind } = item.state
    if (kind === 'delivering') return
    const mayHaveGone = kind === 'unsure' || kind === 'failed' || kind === 'held'
    // What the tool did not take stands in it, and the user clears that before they decide.
    if (kind === 'failed') life.tool.clear()
    const change = life.change.bind(life, item.id)
    switch (step.kind) {
      case 'edit': {
        if (kind === 'unsure' || kind === 'failed') model.allow(name)
        this.#count += 1
        const text = `${name} edited ${this.#count}`
        void change({ kind: 'edit', prompt: { text, images: [] } }).then(({ ok }) => {
          if (ok && life === this.life) model.edited(text)
        })
        return
      }
      case 'move':
        model.moves(name, step.to, life.items)
        void change({ kind: 'move', toIndex: step.to })
        return
      case 'remove':
        model.removed(name)
        void change({ kind: 'remove' })
        return
      case 'hold':
        void change({ kind: 'hold' })
        return
      case 'release':
        if (mayHaveGone) model.allow(name)
        void change({ kind: 'release' })
        return
      case 'send now': {
        if (mayHaveGone) model.allow(name)
        const over = model.hurry(name)
        void change({ kind: 'send' }).then(over)
        return
      }
    }
  }
}

let folder: string
let stories = 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-queue-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.each(['interactive', 'headless'] as const)(
  'whatever happens to a queue and whenever Roost is killed, no prompt is lost, doubled or out of order (%s)',
  async (mode) => {
    const anySteps = fc.array<Moment>(fc.record({ step: anyStep, settles: fc.boolean() }), { maxLength: 40 })
    const quick = { noticedAfterMs: 0, worksForMs: 1 }
    await fc.assert(
      fc.asyncProperty(anySteps, anyPace, async (steps, pace) => {
        stories += 1
        const story = new Story(join(folder, String(stories)), mode, pace)
        for (const { step, settles } of steps) {
          await story.take(step)
          if (!settles) continue
          await settle()
          story.model.check(story.life.items)
          expect(story.model.broken).toEqual([])
        }
        await story.end()
        expect(story.model.broken).toEqual([])
      }),
      { numRuns: 80, examples: behindUnsent.map((steps) => [[...steps], quick]) },
    )
  },
)
