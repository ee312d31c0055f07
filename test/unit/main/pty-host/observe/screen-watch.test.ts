import * as v from 'valibot'
import { beforeEach, describe, expect, test } from 'vitest'
import { RuleSchema, type Rule, type RuleInput } from '../../../../../app/screen/rules.ts'
import type { Observation } from '../../../../../main/pty-host/protocol/protocol.ts'
import { ScreenWatch } from '../../../../../main/pty-host/observe/screen-watch.ts'
import { VirtualClock } from '../../../../eval/virtual-clock.ts'
import { ShownScreen } from '../../../../support/shown-screen.ts'

const rule = (input: Partial<RuleInput> & { id: string }): Rule =>
  v.parse(RuleSchema, { when: { contains: input.id }, claim: { kind: 'idle' }, ...input })

let clock: VirtualClock
let screen: ShownScreen
let told: (Observation & { readonly atMs: number })[]
let watch: ScreenWatch

beforeEach(() => {
  clock = new VirtualClock(0)
  screen = new ShownScreen()
  told = []
  watch = new ScreenWatch(screen, clock, (observation) => told.push({ ...observation, atMs: clock.now() }))
  watch.setReading({
    tool: 'test',
    rules: [rule({ id: 'prompt' }), rule({ id: 'spinner', claim: { kind: 'working' } })],
  })
})

/** The program draws this at `atMs`. */
function draws(atMs: number, ...lines: readonly string[]): void {
  clock.passTo(atMs)
  screen.lines = lines
  watch.wrote()
}

/** The program draws this in a synchronized frame that ends at `atMs`. */
function drawsFrame(atMs: number, ...lines: readonly string[]): void {
  clock.passTo(atMs)
  screen.syncFrames += 1
  draws(atMs, ...lines)
}

/** What was told of the screen: the rule, and when. */
const rulesTold = (): readonly unknown[] =>
  told.map((one) => (one.kind === 'screen' ? [one.reading?.rule ?? null, one.atMs] : [one.kind, one.atMs]))

describe('a screen', () => {
  test('is judged after 80 ms of quiet, as it is then', () => {
    draws(0, 'spinner')
    draws(60, 'half of')
    draws(120, 'the prompt')
    clock.passTo(199)
    expect(told).toEqual([])
    clock.passTo(200)
    expect(told).toMatchObject([{ kind: 'screen', reading: { rule: 'prompt' }, isSettled: true, atMs: 200 }])
  })

  test('is judged once, also where the sum of two times is not what their difference says', () => {
    let timers = 0
    const setTimer = clock.setTimer.bind(clock)
    clock.setTimer = (run, ms) => {
      timers += 1
      if (timers > 100) throw new Error('it waits for a time that never comes')
      return setTimer(run, ms)
    }
    // 51.7 + 80 - 51.7 is 79.99999999999999.
    draws(51.7, 'the prompt')
    clock.passTo(200)
    expect(rulesTold()).toEqual([['prompt', 131.7]])
    expect(timers).toBe(1)
  })

  test('is not looked at for each chunk', () => {
    for (let atMs = 0; atMs < 4000; atMs += 5) draws(atMs, 'spinner')
    expect(screen.looks).toBeLessThanOrEqual(10)
    expect(screen.looks).toBeGreaterThanOrEqual(9)
  })

  test('that says the same again and again is looked at less often, and what is new on it is not late', () => {
    for (let atMs = 1000; atMs < 5000; atMs += 10) drawsFrame(atMs, 'spinner')
    expect(screen.looks).toBeLessThanOrEqual(22)
    drawsFrame(5000, 'prompt')
    clock.passTo(5200)
    expect(told.at(-1)).toMatchObject({ reading: { rule: 'prompt' } })
  })

  test('is not looked at while nothing is written', () => {
    draws(0, 'prompt')
    clock.passTo(3_600_000)
    expect(screen.looks).toBe(1)
  })

  test('that is written to without a pause is judged every 400 ms, and is not settled', () => {
    for (let atMs = 0; atMs <= 900; atMs += 20) draws(atMs, atMs < 500 ? 'spinner' : 'prompt')
    expect(told).toMatchObject([
      { reading: { rule: 'spinner' }, isSettled: false, atMs: 400 },
      { reading: { rule: 'prompt' }, isSettled: false },
    ])
    clock.passTo(2000)
    expect(told.at(-1)).toMatchObject({ reading: { rule: 'prompt' }, isSettled: true, atMs: 980 })
  })

  test('that was judged at the last word of a flood is judged again once it has settled', () => {
    for (let atMs = 0; atMs < 400; atMs += 20) draws(atMs, 'spinner')
    draws(399, 'prompt')
    clock.passTo(400)
    expect(told).toMatchObject([{ reading: { rule: 'prompt' }, isSettled: false, atMs: 400 }])
    clock.passTo(2000)
    expect(told.slice(1)).toMatchObject([{ reading: { rule: 'prompt' }, isSettled: true, atMs: 479 }])
  })

  test('of which no rule is true is told, too: a dialog may have left it', () => {
    draws(0, 'spinner')
    draws(500, 'something else')
    clock.passTo(1000)
    expect(rulesTold()).toEqual([
      ['spinner', 80],
      [null, 580],
    ])
  })

  test('that says the same again is not told again', () => {
    for (let atMs = 0; atMs < 3000; atMs += 200) draws(atMs, 'prompt', `chatter ${atMs}`)
    clock.passTo(4000)
    expect(rulesTold()).toEqual([['prompt', 80]])
  })

  test('on which a clock moves is told each time: that is its news', () => {
    for (let second = 1; second <= 3; second++) draws(second * 1000, `spinner (${second}s)`)
    clock.passTo(4000)
    expect(told.map((one) => (one.kind === 'screen' ? one.ticks[0]?.elapsedMs : null))).toEqual([
      1000, 2000, 3000,
    ])
  })

  test('is read together with its title', () => {
    const titled = rule({
      id: 'titled',
      when: { all: [{ contains: 'a' }, { region: { kind: 'title' }, contains: 't' }] },
    })
    watch.setReading({ tool: 'test', rules: [titled] })
    draws(0, 'a')
    clock.passTo(100)
    watch.setTitle('t')
    draws(200, 'a')
    clock.passTo(300)
    expect(rulesTold()).toEqual([
      [null, 80],
      ['titled', 280],
    ])
  })

  test('is judged by new rules from then on, without waiting for the program to write', () => {
    draws(0, 'prompt')
    clock.passTo(1000)
    watch.setReading({ tool: 'test', rules: [rule({ id: 'mine', when: { contains: 'prompt' } })] })
    clock.passTo(2000)
    expect(rulesTold()).toEqual([
      ['prompt', 80],
      ['mine', 1080],
    ])
  })
})

describe('a line that no rule knows', () => {
  const waits = (atMs: number) => {
    screen.cursor = { x: 2, y: 0 }
    draws(atMs, '◆')
    clock.passTo(atMs + 300)
  }
  const lineRule = rule({ id: 'prompt', region: { kind: 'cursorLine' } })

  test('may be a prompt at first, and is one where it comes again after an Enter', () => {
    watch.setReading({ tool: 'test', rules: [lineRule] })
    waits(0)
    watch.typed('\r')
    draws(1000, 'got it')
    clock.passTo(1500)
    waits(2000)
    expect(told).toMatchObject([
      { reading: null, isLikePrompt: true },
      { reading: null, isLikePrompt: false },
      { reading: { rule: 'learned-prompt', claim: { kind: 'idle' } }, isLikePrompt: false },
    ])
  })

  test('is not looked at where the rules read the whole screen', () => {
    waits(0)
    watch.typed('\r')
    waits(1000)
    expect(told).toMatchObject([{ reading: null, isLikePrompt: false }])
  })
})

describe('what a user types into a line', () => {
  const asks = rule({
    id: 'asks',
    region: { kind: 'cursorLine' },
    when: { regex: String.raw`\[y/n\]` },
    claim: { kind: 'waiting', reason: 'question' },
  })
  const waits = rule({ id: 'prompt', region: { kind: 'cursorLine' }, when: { regex: String.raw`^\$ ` } })

  /** The row as far as it is written now. */
  const shows = (row: string): void => {
    screen.cursor = { x: row.length, y: 0 }
    draws(clock.now() + 500, row.trimEnd())
    clock.passTo(clock.now() + 500)
  }
  const types = (before: string, text: string): void => {
    for (const [at, key] of Array.from(text).entries()) {
      watch.typed(key)
      shows(before + text.slice(0, at + 1))
    }
  }

  const rules = () => told.map((one) => (one.kind === 'screen' ? one.reading?.rule : null))
  const headless = () => told.flatMap((one) => (one.kind === 'headless' ? [one.program] : []))

  beforeEach(() => {
    watch.setReading({ tool: 'test', rules: [asks, waits] })
  })

  test('is no question of the program, whatever it looks like', () => {
    shows('$ ')
    types('$ ', 'echo "sure? [y/n]"')
    expect(rules()).toEqual(['prompt'])
  })

  test('is none behind a key that was an answer without an Enter', () => {
    shows('Remove it? [y/n] ')
    types('Remove it? [y/n] ', 'y')
    shows('$ ')
    types('$ ', 'echo "[y/n]"')
    expect(rules()).toEqual(['asks', 'asks', 'prompt'])
  })

  test('tells of the agent that it runs without a screen, until the next command', () => {
    shows('$ ')
    types('$ ', 'claude -p "go on"')
    watch.typed('\r')
    shows('Name: ')
    types('Name: ', 'me')
    expect(headless()).toEqual(['claude'])
    watch.typed('\r')
    expect(headless()).toEqual(['claude', null])
  })

  test('tells the same of a command that comes in one piece, and nothing new of an Enter alone', () => {
    shows('$ ')
    watch.typed('claude -p x\r')
    shows('')
    watch.typed('\r')
    expect(headless()).toEqual(['claude'])
  })

  test('is no command where the rules read the whole screen', () => {
    watch.setReading({ tool: 'test', rules: [rule({ id: 'prompt' })] })
    watch.typed('claude -p x\r')
    expect(headless()).toEqual([])
  })

  test('leaves a question what it is, and the next one in the same line', () => {
    shows('Remove a? [y/n] ')
    types('Remove a? [y/n] ', 'y')
    shows('Remove a? [y/n] y, and b? [y/n] ')
    expect(told.at(-1)).toMatchObject({ reading: { words: 'Remove a? [y/n] y, and b? [y/n]' } })
  })
})

describe('a program that draws in synchronized frames', () => {
  test('is judged at the end of a frame, without a wait', () => {
    drawsFrame(1000, 'prompt')
    clock.passTo(1000)
    expect(told).toMatchObject([{ reading: { rule: 'prompt' }, isSettled: true, atMs: 1000 }])
  })

  test('is judged at most every 80 ms, and its last frame is not missed', () => {
    for (let atMs = 1000; atMs < 2000; atMs += 10) drawsFrame(atMs, 'spinner', `${atMs}%`)
    drawsFrame(2000, 'prompt')
    clock.passTo(3000)
    expect(screen.looks).toBeLessThanOrEqual(14)
    const times = told.map(({ atMs }) => atMs)
    for (const [index, atMs] of times.slice(1).entries())
      expect(atMs - (times[index] ?? 0)).toBeGreaterThanOrEqual(80)
    expect(told.at(-1)).toMatchObject({ reading: { rule: 'prompt' } })
  })

  test('is not judged in the middle of a frame', () => {
    drawsFrame(1000, 'prompt')
    clock.passTo(1200)
    screen.inSyncFrame = true
    draws(1200, 'half a screen')
    clock.passTo(1700)
    expect(rulesTold()).toEqual([['prompt', 1000]])
    screen.inSyncFrame = false
    drawsFrame(1700, 'spinner')
    clock.passTo(1800)
    expect(told.at(-1)).toMatchObject({ reading: { rule: 'spinner' } })
  })

  test('is judged all the same where a frame is never closed', () => {
    screen.inSyncFrame = true
    draws(0, 'prompt')
    clock.passTo(999)
    expect(told).toEqual([])
    clock.passTo(1200)
    expect(told).toMatchObject([{ reading: { rule: 'prompt' } }])
  })
})

describe('the end', () => {
  test('says nothing of a status any more, but what git printed last is told', () => {
    draws(0, 'prompt', 'Automatic merge failed; fix conflicts and then commit the result.')
    watch.end()
    watch.end()
    clock.passTo(1000)
    expect(told).toMatchObject([{ kind: 'conflict', conflict: { kind: 'on', files: [] } }])
  })

  test('raises no status by what was drawn last, but tells the files of a conflict', () => {
    const asks = rule({ id: 'allow', claim: { kind: 'waiting', reason: 'approval' } })
    watch.setReading({ tool: 'test', rules: [asks, rule({ id: 'prompt' })] })
    draws(0, 'prompt')
    clock.passTo(1000)
    draws(1000, 'CONFLICT (content): Merge conflict in app/a b.ts', 'allow it?')
    watch.end()
    clock.passTo(9000)
    expect(rulesTold()).toEqual([
      ['prompt', 80],
      ['conflict', 1000],
    ])
    expect(told.at(-1)).toMatchObject({ conflict: { kind: 'on', files: ['app/a b.ts'] } })
  })

  test('looks at nothing where nothing was drawn since the last look', () => {
    draws(0, 'CONFLICT (content): Merge conflict in a.ts')
    clock.passTo(1000)
    watch.end()
    expect(screen.looks).toBe(1)
    expect(told.filter(({ kind }) => kind === 'conflict')).toHaveLength(1)
  })

  test('leaves no timer behind', () => {
    draws(0, 'prompt')
    watch.dispose()
    clock.passTo(1000)
    expect(told).toEqual([])
  })
})

describe('a rule that is slow', () => {
  /** Tries every way to share 90 letters among five: a tenth of a second and more. */
  const slowPattern = '^a*a*a*a*a*c$'
  const slow = rule({ id: 'slow', priority: 5, when: { regex: slowPattern } })
  const line = 'a'.repeat(90)
  const slowTold = (): readonly unknown[] => told.filter(({ kind }) => kind === 'slowRule')

  /** On the virtual clock, but that the processor time that a pattern costs passes on it too. */
  beforeEach(() => {
    const spending = {
      now: () => clock.now() + Math.floor(process.cpuUsage().user / 1000),
      dateNow: () => clock.dateNow(),
      setTimer: clock.setTimer.bind(clock),
    }
    watch = new ScreenWatch(screen, spending, (observation) =>
      told.push({ ...observation, atMs: clock.now() }),
    )
  })

  test('is left out the third time in a row, told by its name, and the others go on', () => {
    watch.setReading({ tool: 'test', rules: [slow, rule({ id: 'prompt' })] })
    draws(0, line, 'prompt')
    clock.passTo(1000)
    expect(slowTold()).toEqual([])
    draws(1000, line, 'prompt', '1%')
    clock.passTo(1500)
    expect(slowTold()).toEqual([])
    draws(1500, line, 'prompt', '2%')
    clock.passTo(2000)
    expect(slowTold()).toMatchObject([{ rule: 'slow' }])
    draws(2000, line, 'prompt', '3%')
    draws(3000, line)
    clock.passTo(4000)
    expect(slowTold()).toHaveLength(1)
    expect(rulesTold().at(-1)).toEqual([null, 3080])
    expect(told.filter((one) => one.kind === 'screen' && one.reading?.rule === 'prompt')).toHaveLength(4)
  })

  test('to find its words is left out like one that is slow to be true', () => {
    const words = [{ regex: slowPattern }]
    const asks = rule({ id: 'prompt', claim: { kind: 'waiting', reason: 'question' }, words })
    watch.setReading({ tool: 'test', rules: [asks] })
    for (let second = 0; second < 5; second++) draws(second * 1000, line, 'prompt', `${second}%`)
    clock.passTo(9000)
    expect(slowTold()).toMatchObject([{ rule: 'prompt' }])
    expect(told.filter((one) => one.kind === 'screen' && one.reading?.rule === 'prompt')).toHaveLength(3)
  })

  test('now and then is not', () => {
    watch.setReading({ tool: 'test', rules: [slow, rule({ id: 'prompt' })] })
    draws(0, line, 'prompt')
    for (let second = 1; second < 5; second++) draws(second * 1000, 'prompt', `${second}%`)
    clock.passTo(9000)
    expect(slowTold()).toEqual([])
  })
})
