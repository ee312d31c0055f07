import { describe, expect, test } from 'vitest'
import type { Status } from '../../../../../app/session/status.ts'
import { presets } from '../../../../../app/tool/presets/presets.ts'
import type { ScreenFrame } from '../../../../../main/pty-host/protocol/protocol.ts'
import { deliver } from '../../../../../main/session/delivery/prompt-sender.ts'
import type { PromptTerminal } from '../../../../../main/session/delivery/tool-terminal.ts'
import { steppedClock } from '../../../../support/stepped-clock.ts'

const evidence = { source: 'title', rule: 'title-rests', text: '', at: 0 } as const
const idle: Status = { kind: 'idle', certainty: 'sure', since: 0, evidence }

/** A tool that draws rows of half blocks around its box, and now and then is seen in the middle of drawing. */
class SlowTool {
  readonly keys: string[] = []
  box = ''
  isTyping = false
  /** For each Enter, whether the text it sends was drawn. */
  readonly drawnAtEnter: boolean[] = []
  /** For each paste, whether there was a box to paste into. */
  readonly drawnAtPaste: boolean[] = []
  /** Looks that still find a screen half drawn. */
  halfDrawn = 0
  #asked = 0
  readonly #enters: readonly boolean[]

  /** @param enters for each Enter, whether the tool takes it */
  constructor(enters: readonly boolean[]) {
    this.#enters = enters
  }

  get terminal(): PromptTerminal {
    return {
      hold: () => undefined,
      release: () => undefined,
      paste: (text) => {
        this.keys.push(text)
        this.drawnAtPaste.push(this.halfDrawn <= 0)
        this.box = text
        this.halfDrawn = 6
      },
      type: (data) => {
        this.keys.push(data)
        this.drawnAtEnter.push(this.halfDrawn <= 0)
        if (this.#enters[this.#asked++] === true) this.box = ''
        this.halfDrawn = 2
      },
      frame: () => Promise.resolve(this.#frame()),
      since: () => Promise.resolve({ text: '', isScreen: true }),
    }
  }

  #frame(): ScreenFrame {
    // A prompt taller than the screen has pushed the top of its box away.
    const isTall = this.box.split('\n').length > 5
    if (isTall) return frameOf(this.box.split('\n').slice(-5), { x: 0, y: 4 }, this.isTyping)
    const edge = ['▄', '▀'].map((block) => block.repeat(40))
    const whole = ['✦ An answer.', edge[0] ?? '', ` > ${this.box}`, edge[1] ?? '', ' ~/work']
    this.halfDrawn -= 1
    const lines = this.halfDrawn >= 0 ? whole.slice(0, 2) : whole
    const cursor = this.halfDrawn >= 0 ? { x: 0, y: 2 } : { x: 3 + this.box.length, y: 2 }
    return frameOf(lines, cursor, this.isTyping)
  }
}

function frameOf(lines: readonly string[], cursor: ScreenFrame['cursor'], isTyping: boolean): ScreenFrame {
  const modes = { bracketedPaste: true, isAlternate: false, hasTyped: isTyping, isTyping }
  return { lines, solid: lines, cursor, row: cursor.y, ...modes }
}

function give(slow: SlowTool, text = 'a prompt') {
  const tool = presets.find(({ name }) => name === 'gemini')
  if (tool === undefined) throw new Error('there is no such preset')
  const receiver = { tool, program: null, status: () => idle, isUp: () => true, lastActiveAt: () => 0 }
  return deliver({ clock: steppedClock(), terminal: slow.terminal }, receiver, {
    text,
    images: [],
  })
}

describe('a prompt, into a tool that is seen in the middle of drawing', () => {
  test('gets its Enter once its text stands in the box, and counts as gone once it does not', async () => {
    const slow = new SlowTool([true])
    expect(await give(slow)).toMatchObject({ ok: true })
    expect(slow.keys).toEqual(['a prompt', '\r'])
    expect(slow.drawnAtEnter).toEqual([true])
  })

  test('gets another Enter where the first one was taken for a part of the paste', async () => {
    const slow = new SlowTool([false, true])
    expect(await give(slow)).toMatchObject({ ok: true })
    expect(slow.keys).toEqual(['a prompt', '\r', '\r'])
  })

  test('is said to stand there unsent where no Enter was taken', async () => {
    expect(await give(new SlowTool([false, false]))).toMatchObject({ error: { code: 'prompt-not-taken' } })
  })

  test('is not typed before the box is drawn', async () => {
    const slow = new SlowTool([true])
    slow.halfDrawn = 40
    expect(await give(slow)).toMatchObject({ ok: true })
    expect(slow.drawnAtPaste).toEqual([true])
  })

  test('is not typed while a person types what is not drawn yet', async () => {
    const slow = new SlowTool([true])
    slow.isTyping = true
    expect(await give(slow)).toMatchObject({ error: { code: 'prompt-draft' } })
    expect(slow.keys).toEqual([])
  })

  test('is sent where it is taller than the screen, and its end is seen', async () => {
    const slow = new SlowTool([false, true])
    const text = Array.from({ length: 30 }, (_, line) => `line ${line} of the prompt`).join('\n')
    expect(await give(slow, text)).toMatchObject({ ok: true })
    expect(slow.keys).toEqual([text, '\r', '\r'])
  })
})
