import { Terminal } from '@xterm/headless'
import { describe, expect, it } from 'vitest'
import { afterDeath, cleanSlate } from '../../../../renderer/terminal/replay.ts'

const everyMode =
  '\u001B[?1h\u001B[?66h\u001B[?2004h\u001B[?1003h\u001B[?1006h\u001B[?1004h\u001B[?2026h\u001B[?25l\u001B[4h\u001B[20h\u001B[?7l\u001B[>31u\u001B(0\u001B[5;9r\u001B[41m'

describe('cleanSlate', () => {
  const cut: Readonly<Record<string, string | Uint8Array>> = {
    nothing: '',
    'a control sequence': '\u001B[12;',
    'an operating system command': '\u001B]0;half a title',
    'a device control string': '\u001BP+q54',
    'a character': new Uint8Array([0xf0, 0x9f, 0x99]),
  }
  it.each(Object.keys(cut))('leaves nothing of what was shown before, cut inside of %s', async (where) => {
    const terminal = open()
    await write(terminal, `${everyMode}old text\r\n`.repeat(50))
    await write(terminal, `\u001B[?1049h${everyMode}full screen`)
    await write(terminal, cut[where] ?? '')
    await write(terminal, cleanSlate)
    expect(terminal.modes).toMatchObject({ ...open().modes })
    expect(terminal.options.convertEol).toBe(false)
    await write(terminal, 'q\u001B[6n')
    expect(textOf(terminal).trim()).toBe('q')
    expect(terminal.buffer.active.cursorX).toBe(1)
    expect(terminal.buffer.active.type).toBe('normal')
    expect(terminal.buffer.active.getLine(0)?.getCell(0)?.isAttributeDefault()).toBe(true)
  })

  it('ends the kitty keyboard', async () => {
    const terminal = open()
    const answers: string[] = []
    terminal.onData((data) => answers.push(data))
    await write(terminal, '\u001B[>31u')
    await write(terminal, cleanSlate)
    await write(terminal, '\u001B[?u')
    expect(answers).toEqual(['\u001B[?0u'])
  })
})

describe('afterDeath', () => {
  it('frees mouse, keys and drawing, and leaves the text', async () => {
    const terminal = open()
    await write(terminal, `last words${everyMode}`)
    await write(terminal, afterDeath)
    expect(terminal.modes).toMatchObject({
      mouseTrackingMode: 'none',
      sendFocusMode: false,
      bracketedPasteMode: false,
      synchronizedOutputMode: false,
    })
    expect(textOf(terminal)).toContain('last words')
  })
})

function open(): Terminal {
  return new Terminal({
    cols: 40,
    rows: 10,
    allowProposedApi: true,
    vtExtensions: { kittyKeyboard: true },
    logLevel: 'off',
  })
}

function write(terminal: Terminal, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => terminal.write(data, resolve))
}

function textOf(terminal: Terminal): string {
  const buffer = terminal.buffer.active
  return Array.from({ length: buffer.length }, (_, row) => buffer.getLine(row)?.translateToString(true)).join(
    '\n',
  )
}
