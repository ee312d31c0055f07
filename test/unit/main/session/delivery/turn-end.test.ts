import { beforeEach, describe, expect, test } from 'vitest'
import type { Status, StatusKind } from '../../../../../app/session/status.ts'
import type { ToolConfig } from '../../../../../app/tool/tool-config.ts'
import type { ScreenFrame } from '../../../../../main/pty-host/protocol/protocol.ts'
import type { Delivered } from '../../../../../main/session/delivery/tool-terminal.ts'
import {
  cursorText,
  isLineTool,
  untilReady,
  untilTurnEnds,
} from '../../../../../main/session/delivery/turn-end.ts'
import { turnLimits, type TurnLimits } from '../../../../../app/tool/turn-limits.ts'
import { epoch, VirtualClock } from '../../../../eval/virtual-clock.ts'
import { screenFrame } from '../../../../support/fake-terminal.ts'
import { passTime } from '../../../../support/pass-time.ts'
import { toolFrom } from '../../../../support/tools.ts'

const pressedAt = 1_000_000
const sentAt = epoch + pressedAt
const endless: TurnLimits = { idleMs: null, totalMs: null }

function toolOf(part: object): ToolConfig {
  return toolFrom({ name: 'mine', command: ['mine'], ...part })
}

/** An agent with a screen of its own, and a program that asks line by line. */
const agent = toolOf({ kind: 'agent' })
const repl = toolOf({ promptPattern: '^>>> $' })

/** A screen whose last line is that of the cursor. */
function shows(text: string, part: Partial<ScreenFrame> = {}): ScreenFrame {
  return screenFrame(text.split('\n'), part)
}

const evidence = { source: 'screen', rule: 'test', text: '', at: 0 } as const

function statusOf(kind: StatusKind, since: number): Status {
  const shown = { since, evidence }
  switch (kind) {
    case 'idle':
      return { kind, certainty: 'sure', ...shown }
    case 'working': {
      const part = { certainty: 'sure', health: 'moving', standsSince: null, progress: null } as const
      return { kind, ...part, background: 0, ...shown }
    }
    case 'waiting':
      return { kind, reason: 'approval', question: null, ...shown }
    case 'failed':
      return { kind, reason: 'api', message: '500', resets: null, ...shown }
    case 'exited':
      return { kind, exitCode: 0, signal: null, ...shown }
    case 'dormant':
      return { kind, last: null, ...shown }
    case 'starting':
      return { kind, ...shown }
  }
}

/** A tool that was given a prompt at `sentAt`, as it is seen from then on. */
class Turn {
  readonly clock = new VirtualClock(pressedAt)
  status = statusOf('idle', sentAt - 5000)
  frame: ScreenFrame | null
  isUp = true
  lastActiveAt = sentAt
  /** How the turn ended, null as long as it goes on. */
  endedBy: string | null = null
  readonly #tool: ToolConfig
  readonly #sent: Delivered

  constructor(tool: ToolConfig, before = shows('>>> ')) {
    this.#tool = tool
    this.frame = before
    this.#sent = { at: sentAt, pressedAt, before }
  }

  get terminal() {
    return {
      clock: this.clock,
      tool: this.#tool,
      status: () => this.status,
      isUp: () => this.isUp,
      lastActiveAt: () => this.lastActiveAt,
      frame: async () => this.frame,
    }
  }

  begin(limits = endless): void {
    void untilTurnEnds(this.terminal, this.#sent, limits).then((endedBy) => {
      this.endedBy = endedBy
    })
  }

  is(kind: StatusKind): void {
    this.status = statusOf(kind, this.clock.dateNow())
  }

  pass(ms: number): Promise<void> {
    return passTime(this.clock, ms)
  }
}

describe('the turn of a tool with a status', () => {
  let turn: Turn
  beforeEach(() => {
    turn = new Turn(agent, shows('❯ ', { isAlternate: true }))
    turn.begin()
  })

  test('ends when it is ready again after its work', async () => {
    turn.is('working')
    await turn.pass(60_000)
    expect(turn.endedBy).toBeNull()
    turn.is('idle')
    await turn.pass(100)
    expect(turn.endedBy).toBe('idle')
  })

  test('does not end because it was ready before the prompt was sent', async () => {
    turn.frame = shows('thinking', { isAlternate: true })
    await turn.pass(1000)
    expect(turn.endedBy).toBeNull()
  })

  test('ends where no work was seen, and the screen rests', async () => {
    await turn.pass(1500)
    turn.frame = shows('a short answer', { isAlternate: true })
    await turn.pass(1900)
    expect(turn.endedBy).toBeNull()
    await turn.pass(400)
    expect(turn.endedBy).toBe('idle')
  })

  test('does not rest as long as nobody tells what the screen shows', async () => {
    turn.frame = null
    await turn.pass(60_000)
    expect(turn.endedBy).toBeNull()
  })

  test.each([
    ['waiting', 'waiting'],
    ['failed', 'idle'],
  ] as const)('ends where it is %s', async (kind, endedBy) => {
    turn.is(kind)
    await turn.pass(100)
    expect(turn.endedBy).toBe(endedBy)
  })

  test('ends with its process', async () => {
    turn.is('working')
    turn.isUp = false
    await turn.pass(100)
    expect(turn.endedBy).toBe('exit')
  })
})

describe('the turn of a line tool', () => {
  let turn: Turn
  beforeEach(() => {
    turn = new Turn(repl)
    turn.begin()
    turn.is('working')
  })

  test('ends when it shows its prompt again below what it printed, whatever its status', async () => {
    turn.frame = shows('>>> 6 * 7\n42\n>>> ')
    await turn.pass(200)
    expect(turn.endedBy).toBe('idle')
  })

  test('does not end at the prompt into which it was typed', async () => {
    await turn.pass(60_000)
    expect(turn.endedBy).toBeNull()
  })

  test('does not end at a prompt that was only passing by', async () => {
    for (let row = 1; row < 40; row++) {
      turn.frame = shows(row % 2 === 0 ? '>>> ' : 'text', { row })
      await turn.pass(50)
    }
    expect(turn.endedBy).toBeNull()
  })

  test('ends at a prompt behind output without a line end, once that stays', async () => {
    turn.frame = shows('>>> f()\nhalf>>> ')
    await turn.pass(1900)
    expect(turn.endedBy).toBeNull()
    await turn.pass(400)
    expect(turn.endedBy).toBe('idle')
  })

  test('ends at what stood there before, where no pattern tells its prompt', async () => {
    const shell = new Turn(toolOf({ kind: 'shell' }), shows('ready$ '))
    shell.begin()
    shell.is('working')
    shell.frame = shows('ready$ ls\na b\nready$ ')
    await shell.pass(200)
    expect(shell.endedBy).toBe('idle')
  })

  test('ends at a question that stays, and not at its own line that ends like one', async () => {
    turn.is('waiting')
    turn.frame = shows('>>> what?')
    await turn.pass(400)
    expect(turn.endedBy).toBeNull()
    turn.frame = shows('>>> what?\nGo on? [y/n] ')
    await turn.pass(400)
    expect(turn.endedBy).toBeNull()
    await turn.pass(300)
    expect(turn.endedBy).toBe('waiting')
  })

  test('goes on in a full-screen program that it has started', async () => {
    turn.frame = shows('>>> ', { isAlternate: true, row: 5 })
    await turn.pass(10_000)
    expect(turn.endedBy).toBeNull()
  })
})

describe('a turn that takes too long', () => {
  test('ends when its time is over, counted from Enter', async () => {
    const turn = new Turn(agent)
    turn.begin({ idleMs: null, totalMs: 5000 })
    turn.is('working')
    await turn.pass(4900)
    expect(turn.endedBy).toBeNull()
    await turn.pass(200)
    expect(turn.endedBy).toBe('timeout')
  })

  test('ends when it has printed nothing for so long, and not while it prints', async () => {
    const turn = new Turn(agent)
    turn.begin({ idleMs: 2000, totalMs: null })
    turn.is('working')
    for (let step = 0; step < 10; step++) {
      await turn.pass(1500)
      turn.lastActiveAt = turn.clock.dateNow()
    }
    expect(turn.endedBy).toBeNull()
    await turn.pass(2100)
    expect(turn.endedBy).toBe('timeout')
  })

  test.each([3_600_000, -3_600_000])(
    'is not over because the date is set by %i ms meanwhile',
    async (byMs) => {
      const turn = new Turn(agent)
      turn.begin({ idleMs: 2000, totalMs: 10_000 })
      turn.is('working')
      await turn.pass(1000)
      turn.clock.setDate(byMs)
      // The session moves its dates with the clock's.
      turn.lastActiveAt += byMs
      await turn.pass(900)
      expect(turn.endedBy).toBeNull()
      // A date that moves looks like output.
      await turn.pass(1300)
      expect(turn.endedBy).toBe('timeout')
    },
  )

  test('counts no silence from before the prompt', async () => {
    const turn = new Turn(agent)
    turn.lastActiveAt = sentAt - 3_600_000
    turn.begin({ idleMs: 2000, totalMs: null })
    turn.is('working')
    await turn.pass(1900)
    expect(turn.endedBy).toBeNull()
  })
})

test('the limits of a prompt are its tool’s, but for the time that was asked for', () => {
  const tool = toolOf({ timeouts: { idleSec: 30, totalSec: 600 } })
  expect(turnLimits(tool, null)).toEqual({ idleMs: 30_000, totalMs: 600_000 })
  expect(turnLimits(tool, 1500)).toEqual({ idleMs: 30_000, totalMs: 1500 })
  expect(turnLimits(toolOf({ timeouts: { totalSec: null } }), null)).toEqual({ idleMs: null, totalMs: null })
})

describe('a tool that is not ready yet', () => {
  /** Whether it is still waited for. */
  function wait(turn: Turn, timeoutMs: number | null): () => boolean {
    let isOver = false
    void untilReady(turn.terminal, timeoutMs).then(() => {
      isOver = true
    })
    return () => !isOver
  }

  test.each(['starting', 'working'] as const)('is waited for while it is %s', async (kind) => {
    const turn = new Turn(agent)
    turn.is(kind)
    const isWaiting = wait(turn, null)
    await turn.pass(3_600_000 / 60)
    expect(isWaiting()).toBe(true)
    turn.is('idle')
    await turn.pass(100)
    expect(isWaiting()).toBe(false)
  })

  test.each(['waiting', 'failed'] as const)('is not waited for where it is %s', async (kind) => {
    const turn = new Turn(agent)
    turn.is(kind)
    const isWaiting = wait(turn, null)
    await turn.pass(100)
    expect(isWaiting()).toBe(false)
  })

  test('is not waited for where it is gone, nor for longer than was asked for', async () => {
    const [gone, slow] = [new Turn(agent), new Turn(agent)]
    gone.is('working')
    gone.isUp = false
    slow.is('working')
    const isWaiting = { gone: wait(gone, null), slow: wait(slow, 2000) }
    await gone.pass(100)
    await slow.pass(1900)
    expect([isWaiting.gone(), isWaiting.slow()]).toEqual([false, true])
    await slow.pass(200)
    expect(isWaiting.slow()).toBe(false)
  })
})

test('the text up to the cursor has the blanks that a row has lost at its end', () => {
  expect(cursorText({ lines: ['x', 'ready$'], cursor: { x: 7, y: 1 } })).toBe('ready$ ')
  expect(cursorText({ lines: ['> abc'], cursor: { x: 2, y: 0 } })).toBe('> ')
  expect(cursorText({ lines: [], cursor: { x: 0, y: 3 } })).toBe('')
})

test('a tool is read line by line unless it has a prompt box or a screen of its own', () => {
  expect(isLineTool(agent, shows(''))).toBe(true)
  expect(isLineTool(agent, shows('', { isAlternate: true }))).toBe(false)
})

describe('the limits of a turn', () => {
  const minute = 60_000
  const hour = 60 * minute
  let turn: Turn
  /** Something is printed once a minute. */
  async function work(minutes: number): Promise<void> {
    for (let passed = 0; passed < minutes; passed += 1) {
      turn.lastActiveAt = turn.clock.dateNow()
      await turn.pass(minute)
    }
  }
  beforeEach(() => {
    turn = new Turn(agent, shows('❯ ', { isAlternate: true }))
    turn.begin({ idleMs: 10 * minute, totalMs: 30 * minute })
    turn.is('working')
  })

  test.each([
    ['forward', hour],
    ['back', -hour],
  ])('do not change where the date is set %s', async (_, byMs) => {
    await work(12)
    turn.clock.setDate(byMs)
    await turn.pass(minute)
    expect(turn.endedBy).toBeNull()
    await turn.pass(9 * minute)
    expect(turn.endedBy).toBe('timeout')
  })

  test('do not count a sleep of the machine, in silence or in all', async () => {
    await work(5)
    turn.clock.sleep(8 * hour)
    await turn.pass(4 * minute)
    expect(turn.endedBy).toBeNull()
    await work(15)
    turn.clock.sleep(8 * hour)
    await work(5)
    expect(turn.endedBy).toBeNull()
    await work(2)
    expect(turn.endedBy).toBe('timeout')
  })
})
