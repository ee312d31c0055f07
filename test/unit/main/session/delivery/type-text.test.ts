import { describe, expect, test } from 'vitest'
import type { ToolConfig } from '../../../../../app/tool/tool-config.ts'
import type { ScreenFrame } from '../../../../../main/pty-host/protocol/protocol.ts'
import { typePrompt } from '../../../../../main/session/delivery/type-prompt.ts'
import type { ToolTerminal } from '../../../../../main/session/delivery/tool-terminal.ts'
import { lookBefore } from '../../../../../main/session/delivery/type-text.ts'
import { fakeTerminal, screenFrame } from '../../../../support/fake-terminal.ts'
import { presetNamed } from '../../../../support/tools.ts'

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
  written = 0
  #asked = 0
  readonly #enters: readonly boolean[]

  /** @param enters for each Enter, whether the tool takes it */
  constructor(enters: readonly boolean[]) {
    this.#enters = enters
  }

  /** This tool, behind a terminal that looks before it presses a key. */
  terminal(tool: ToolConfig): ToolTerminal {
    return fakeTerminal({
      tool,
      paste: (text) => {
        this.keys.push(text)
        this.drawnAtPaste.push(this.halfDrawn <= 0)
        this.box = text
        this.halfDrawn = 6
      },
      type: (data) => {
        this.keys.push(data)
        this.drawnAtEnter.push(this.halfDrawn <= 0)
        this.written += 1
        if (this.#enters[this.#asked++] === true) this.box = ''
        this.halfDrawn = 2
      },
      frame: () => this.#frame(),
    })
  }

  #frame(): ScreenFrame {
    // A prompt taller than the screen has pushed the top of its box away.
    const isTall = this.box.split('\n').length > 5
    if (isTall) return this.#frameOf(this.box.split('\n').slice(-5), { x: 0, y: 4 })
    const edge = ['▄', '▀'].map((block) => block.repeat(40))
    const whole = ['✦ An answer.', edge[0] ?? '', ` > ${this.box}`, edge[1] ?? '', ' ~/work']
    this.halfDrawn -= 1
    const lines = this.halfDrawn >= 0 ? whole.slice(0, 2) : whole
    const cursor = this.halfDrawn >= 0 ? { x: 0, y: 2 } : { x: 3 + this.box.length, y: 2 }
    return this.#frameOf(lines, cursor)
  }

  #frameOf(lines: readonly string[], cursor: ScreenFrame['cursor']): ScreenFrame {
    const { isTyping } = this
    return screenFrame(lines, { cursor, isTyping, hasTyped: isTyping, writtenBytes: this.written })
  }
}

function give(slow: SlowTool, text = 'a prompt') {
  const tool = presetNamed('gemini')
  return typePrompt(slow.terminal(tool), { text, images: [] })
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

  test('is not typed while a user types what is not drawn yet', async () => {
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

describe('a prompt at which the tool ends before anybody looks again', () => {
  async function ended(last: Partial<ScreenFrame> & Pick<ScreenFrame, 'lines'>) {
    const tool = presetNamed('aider')
    let seen = screenFrame(['> '], { writtenBytes: 2 })
    let isUp = true
    const terminal = fakeTerminal({
      tool,
      isUp: () => isUp,
      frame: () => seen,
      paste: (text) => (seen = screenFrame([`> ${text}`], { writtenBytes: 8 })),
      type: () => {
        isUp = false
        seen = screenFrame(last.lines, { writtenBytes: 20, ...last })
      },
    })
    const sent = await typePrompt(terminal, { text: 'exit 3', images: [] })
    return sent.ok ? 'sent' : sent.error.code
  }

  test('is sent where its last screen shows that it was taken', async () => {
    expect(await ended({ lines: ['> exit 3', ''] })).toBe('sent')
  })

  test('may have been sent where it still stands there, and where that screen is of another host', async () => {
    expect(await ended({ lines: ['> exit 3'] })).toBe('prompt-unsure')
    expect(await ended({ lines: ['> exit 3', ''], writtenBytes: 0 })).toBe('prompt-unsure')
  })
})

describe('what the user has begun in a tool without a box', () => {
  const looked = async (name: string, part: Partial<ScreenFrame>) => {
    const tool = presetNamed(name)
    const keys: string[] = []
    const frame = () => screenFrame(['$ '], part)
    const { ok } = await lookBefore(fakeTerminal({ tool, frame, type: (data) => void keys.push(data) }))
    return { ok, keys }
  }

  test('is told by the line of a shell, and by the keys where that says nothing', async () => {
    for (const hasTyped of [true, false]) {
      expect(await looked('shell', { hasTyped, commandLine: 'empty' })).toEqual({ ok: true, keys: [] })
      expect(await looked('shell', { hasTyped, commandLine: 'begun' })).toEqual({ ok: false, keys: [] })
      expect(await looked('shell', { hasTyped, commandLine: 'unknown' })).toEqual({ ok: !hasTyped, keys: [] })
    }
  })

  test('is nothing but an Esc, which is ended before anything is typed', async () => {
    expect(await looked('shell', { hasTyped: true, commandLine: 'escaped' })).toEqual({
      ok: false,
      keys: ['\u0003'],
    })
  })

  test('is told by the keys in a tool that is no shell, whatever its line looks like', async () => {
    for (const commandLine of ['empty', 'begun', 'escaped', 'unknown'] as const)
      for (const hasTyped of [true, false])
        expect(await looked('aider', { hasTyped, commandLine })).toEqual({ ok: !hasTyped, keys: [] })
  })
})

describe('a machine that is so busy that every look takes four seconds', () => {
  /** The tool behind a host that answers late. */
  function late(slow: SlowTool, part: Partial<ToolTerminal> = {}): ToolTerminal {
    const tool = presetNamed('gemini')
    const terminal = slow.terminal(tool)
    const { clock } = terminal
    const lateBy = async <T>(answer: () => Promise<T>): Promise<T> => {
      await new Promise<void>((resolve) => void clock.setTimer(resolve, 4000))
      return answer()
    }
    return {
      ...terminal,
      frame: (mark) => lateBy(() => terminal.frame(mark)),
      press: (key, when) => lateBy(() => terminal.press(key, when)),
      ...part,
    }
  }

  test('has the prompt typed and sent all the same, once', async () => {
    const slow = new SlowTool([true])
    slow.halfDrawn = 3
    expect(await typePrompt(late(slow), { text: 'a prompt', images: [] })).toMatchObject({ ok: true })
    expect(slow.keys).toEqual(['a prompt', '\r'])
    expect(slow.drawnAtEnter).toEqual([true])
  })

  test('is not called gone where no look comes at all', async () => {
    const frame = () => Promise.resolve(null)
    const slow = new SlowTool([true])
    expect(await typePrompt(late(slow, { frame }), { text: 'a prompt', images: [] })).toMatchObject({
      error: { code: 'host-busy' },
    })
    let isUp = true
    const dies = async () => {
      isUp = false
      return null
    }
    expect(
      await typePrompt(late(slow, { frame: dies, isUp: () => isUp }), { text: 'a prompt', images: [] }),
    ).toMatchObject({ error: { code: 'session-not-running' } })
    expect(slow.keys).toEqual([])
  })
})
