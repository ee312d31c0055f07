import { beforeEach, describe, expect, test } from 'vitest'
import type { AgentSignature } from '../../../../../app/screen/agent-frame.ts'
import { emptyFrame, type Frame } from '../../../../../app/screen/frame.ts'
import { AgentWatch } from '../../../../../main/pty-host/observe/agent-watch.ts'
import { ScreenWatch } from '../../../../../main/pty-host/observe/screen-watch.ts'
import type { Observation } from '../../../../../main/pty-host/protocol/protocol.ts'
import { VirtualClock } from '../../../../eval/virtual-clock.ts'
import { presetNamed } from '../../../../support/tools.ts'
import { ShownScreen } from '../../../../support/shown-screen.ts'

const mine: AgentSignature = { tool: 'mine', conditions: [{ contains: 'mine box' }] }
const yours: AgentSignature = {
  tool: 'yours',
  conditions: [{ contains: 'yours box' }, { region: { kind: 'title' }, regex: '^Yours$' }],
}
const agents = [mine, yours]
const reading = { tool: 'shell', rules: [] }
const shellWaits = ['$ ', '']

let clock: VirtualClock
let screen: ShownScreen
let told: Observation[]
let watch: ScreenWatch

beforeEach(() => {
  clock = new VirtualClock(0)
  screen = new ShownScreen()
  screen.isAlternate = true
  screen.cursor = { x: 1, y: 0 }
  told = []
  watch = new ScreenWatch(screen, clock, (observation) => told.push(observation))
})

/** The program draws this, and pauses. */
function shows(...lines: readonly string[]): void {
  screen.lines = lines
  watch.wrote()
  clock.pass(1000)
}

const agentsTold = (): readonly (string | null)[] =>
  told.flatMap((one) => (one.kind === 'agentFrame' ? [one.tool] : []))

describe('the agent on a screen', () => {
  test('is told once when it is there, when another is, and when it has gone', () => {
    watch.setReading({ ...reading, agents })
    shows('mine box')
    shows('mine box', 'at work')
    shows('a dialog')
    expect(agentsTold()).toEqual(['mine'])
    shows('yours box')
    shows(...shellWaits)
    shows('ls', ...shellWaits)
    expect(agentsTold()).toEqual(['mine', 'yours', null])
  })

  test('is told by the title too', () => {
    watch.setReading({ ...reading, agents })
    watch.setTitle('Yours')
    shows('loading')
    expect(agentsTold()).toEqual(['yours'])
  })

  test('that is on the screen already is found when it is asked for', () => {
    shows('mine box')
    expect(agentsTold()).toEqual([])
    watch.setReading({ ...reading, agents })
    clock.pass(1000)
    expect(agentsTold()).toEqual(['mine'])
  })

  test('stays when the rules change, and goes when it is asked for no more', () => {
    watch.setReading({ ...reading, agents })
    shows('mine box')
    watch.setReading({ tool: 'mine', rules: [], agents })
    shows('a dialog')
    expect(agentsTold()).toEqual(['mine'])
    watch.setReading(reading)
    expect(agentsTold()).toEqual(['mine', null])
    shows('mine box')
    expect(agentsTold()).toEqual(['mine', null])
  })

  test('goes when its tool is taken away', () => {
    watch.setReading({ ...reading, agents })
    shows('mine box')
    watch.setReading({ ...reading, agents: [yours] })
    expect(agentsTold()).toEqual(['mine', null])
  })

  test('is not over by a screen that is half drawn', () => {
    watch.setReading({ ...reading, agents })
    shows('mine box')
    screen.lines = shellWaits
    for (let ms = 0; ms < 450; ms += 50) {
      watch.wrote()
      clock.pass(50)
    }
    expect(told.at(-1)).toMatchObject({ kind: 'screen', isSettled: false })
    expect(agentsTold()).toEqual(['mine'])
    clock.pass(1000)
    expect(agentsTold()).toEqual(['mine', null])
  })
})

describe('what it costs', () => {
  /** A frame that counts how often anything of it is read. */
  function countedFrame(): { readonly frame: Frame; readonly reads: () => number } {
    let reads = 0
    const shown: Frame = { ...emptyFrame, lines: ['mine box'], cursor: { x: 0, y: 0 } }
    const frame = new Proxy(shown, {
      get(target, key, receiver): unknown {
        reads += 1
        return Reflect.get(target, key, receiver)
      },
    })
    return { frame, reads: () => reads }
  }

  test('nothing of a screen is read while no agent is asked for', () => {
    const { frame, reads } = countedFrame()
    const agentWatch = new AgentWatch(clock, (observation) => told.push(observation))
    agentWatch.look(frame, true)
    agentWatch.setSignatures(agents)
    agentWatch.setSignatures([])
    agentWatch.look(frame, true)
    expect(reads()).toBe(0)
    agentWatch.setSignatures(agents)
    agentWatch.look(frame, true)
    expect(reads()).toBeGreaterThan(0)
    expect(agentsTold()).toEqual(['mine'])
  })

  test('a screen is made into text once for all that is read off it', () => {
    watch.setReading({ ...reading, agents })
    for (const line of ['mine box', 'a dialog', 'yours box']) shows(line)
    expect(screen.looks).toBe(3)
  })

  test('a signature that is slow three times in a row is left out, and told by its name', () => {
    const spent = { now: () => (clock.pass(25), clock.now()) }
    const agentWatch = new AgentWatch(spent, (observation) => told.push(observation))
    agentWatch.setSignatures([mine])
    const frame = { ...emptyFrame, lines: ['nothing'], cursor: { x: 0, y: 0 } }
    for (let look = 0; look < 3; look++) agentWatch.look(frame, true)
    expect(told).toEqual([{ kind: 'slowRule', rule: 'signature mine' }])
    agentWatch.look({ ...frame, lines: ['mine box'] }, true)
    expect(agentsTold()).toEqual([])
  })
})

describe('a question of a shell in a multiplexer', () => {
  const rules = presetNamed('shell').statusRules
  const asksFor = (): readonly (string | undefined)[] =>
    told.flatMap((one) => (one.kind === 'screen' ? [one.reading?.claim.kind] : []))
  const question = 'Overwrite docs? [y/N] '

  test('is heard, above nothing but the status line', () => {
    watch.setReading({ tool: 'shell', rules, agents })
    screen.cursor = { x: question.length, y: 1 }
    shows('$ move', question, '', '[0] 0:bash*')
    expect(asksFor()).toEqual(['waiting'])
  })

  test('is none in a text that goes on below, nor where no other terminal is on show', () => {
    watch.setReading({ tool: 'shell', rules, agents })
    screen.cursor = { x: question.length, y: 1 }
    shows('Notes', question, '~', '[0] 0:vim*')
    watch.setReading({ tool: 'shell', rules })
    shows('$ move', question, '', 'last row')
    expect(asksFor()).not.toContain('waiting')
  })
})
