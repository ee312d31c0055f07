import { cpSync, existsSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readPrompts } from '../../../../../main/store/read-prompts.ts'
import { settle } from '../../../../support/pass-time.ts'
import { beginQueue, QueueLife } from '../../../../support/queue-life.ts'
import { nameOf } from '../../../../support/queue-model.ts'

type Step =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit' | 'hold' | 'release' | 'remove' | 'up'; readonly at: number }
  | { readonly kind: 'pass'; readonly ms: number }

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ kind: 'add' } as const) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('edit' as const, 'hold', 'release', 'remove', 'up'),
      at: fc.nat(4),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 2000 }) }),
  },
)

/** How far the file went when something was true of a prompt. */
type Marks = Map<string, number>

/** A queue that is used, and how far its file had come at what its user, or the tool, was told. */
class Told {
  /** The user was told that it waits. */
  readonly acknowledged: Marks = new Map()
  /** Its going began: it is on its way, or the user takes it out. */
  readonly leaves: Marks = new Map()
  /** The tool got the first of it. */
  readonly typed: Marks = new Map()
  life: QueueLife
  #count = 0

  constructor(folder: string) {
    const ears = {
      changed: () => this.#noteLeaving(),
      typed: (text: string) => void this.typed.set(nameOf({ text }), this.size),
      taken: () => undefined,
      bug: (error: unknown) => {
        throw error
      },
    }
    this.life = new QueueLife(
      beginQueue(folder, 'interactive'),
      { noticedAfterMs: 50, worksForMs: 300 },
      ears,
    )
    this.life.start()
  }

  get size(): number {
    return existsSync(this.life.promptsPath) ? statSync(this.life.promptsPath).size : 0
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'pass') return this.life.pass(step.ms)
    if (step.kind === 'add') {
      this.#count += 1
      const name = `p${this.#count}`
      await this.life.send(name)
      this.acknowledged.set(name, this.size)
      return
    }
    const item = this.life.items[step.at % Math.max(1, this.life.items.length)]
    if (item === undefined) return
    const name = nameOf(item)
    if (step.kind === 'remove') this.leaves.set(name, this.size)
    await this.life.change(item.id, changeOf(step.kind, name))
  }

  #noteLeaving(): void {
    for (const { state, ...item } of this.life.items)
      if (state.kind === 'delivering' && !this.leaves.has(nameOf(item)))
        this.leaves.set(nameOf(item), this.size)
  }
}

function changeOf(kind: 'edit' | 'hold' | 'release' | 'remove' | 'up', name: string) {
  if (kind === 'edit') return { kind, prompt: { text: `${name} edited`, images: [] } }
  return kind === 'up' ? ({ kind: 'move', toIndex: 0 } as const) : ({ kind } as const)
}

let folder: string
let stories = 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-torn-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('cut off at any byte, the file has all that was acknowledged by then, and nothing that was typed waits to be sent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 10 }), async (steps) => {
      stories += 1
      const told = new Told(join(folder, String(stories)))
      for (const step of steps) await told.take(step)
      await settle()
      const { promptsPath } = told.life
      const whole = told.size
      const torn = join(dirname(promptsPath), 'torn.jsonl')
      if (whole > 0) cpSync(promptsPath, torn)
      for (let cut = whole; cut > 0; cut--) {
        truncateSync(torn, cut)
        const { state, broken } = readPrompts(torn, null)
        expect(broken).toBe(0)
        const waits = new Map(state?.kept.queue.items.map((item) => [nameOf(item), item.state.kind]))
        for (const [name, at] of told.acknowledged)
          if (at <= cut && cut <= (told.leaves.get(name) ?? Infinity))
            expect([name, waits.has(name)]).toEqual([name, true])
        for (const [name, at] of told.typed)
          if (at <= cut) expect([name, waits.get(name)]).not.toEqual([name, 'queued'])
      }
    }),
    { numRuns: 12 },
  )
})

test('whatever byte the file ends at, the next life sends nothing again that the tool had the first of', async () => {
  const told = new Told(join(folder, 'first'))
  for (const step of [{ kind: 'add' }, { kind: 'add' }, { kind: 'pass', ms: 1500 }, { kind: 'add' }] as const)
    await told.take(step)
  await told.life.pass(1500)
  expect(told.typed.size).toBe(3)
  const { promptsPath } = told.life
  const life = dirname(dirname(promptsPath))
  // Around each mark, and at some places between.
  const marks = [...told.typed.values(), ...told.acknowledged.values()]
  const cuts = new Set(marks.flatMap((at) => [at - 1, at, at + 1, at + 40]).filter((at) => at <= told.size))
  for (const cut of cuts) {
    const at = join(folder, `cut-${cut}`)
    cpSync(life, at, { recursive: true })
    truncateSync(join(at, 'prompts', basename(promptsPath)), cut)
    const again: string[] = []
    const next = new QueueLife(
      { folder: at, at: 5_000_000 },
      { noticedAfterMs: 50, worksForMs: 100 },
      {
        changed: () => undefined,
        typed: (text) => void again.push(nameOf({ text })),
        taken: () => undefined,
        bug: (error) => {
          throw error
        },
      },
    )
    next.start()
    await next.pass(3000)
    const before = [...told.typed].filter(([, typedAt]) => typedAt <= cut).map(([name]) => name)
    expect(again.filter((name) => before.includes(name))).toEqual([])
    const kept = [...told.acknowledged].filter(([, ackAt]) => ackAt <= cut).map(([name]) => name)
    const waits = next.items.map(nameOf)
    expect(kept.filter((name) => ![...before, ...again, ...waits].includes(name))).toEqual([])
  }
})
