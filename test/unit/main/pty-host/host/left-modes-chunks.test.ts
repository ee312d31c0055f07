import { describe, expect, test } from 'vitest'
import { ByteDoor } from '../../../../../app/terminal/byte-door.ts'
import { darkTheme } from '../../../../../app/terminal/theme.ts'
import { readStat } from '../../../../../main/process/proc-stat.ts'
import { LeftModes } from '../../../../../main/pty-host/host/left-modes.ts'
import { Screen } from '../../../../../main/pty-host/screen/screen.ts'
import { steppedClock } from '../../../../support/stepped-clock.ts'

/** A group that lives, and one that no system has. */
const alive = readStat(process.pid)?.pgrp ?? 0
const dead = 999_999_999
const bash = 100

/** A shell's terminal whose chunks, and who is in front at each, are given. */
class Terminal {
  readonly titles: string[] = []
  readonly screen = new Screen({
    cols: 80,
    rows: 24,
    appVersion: '1',
    theme: darkTheme,
    onReply: () => undefined,
    onSignal: (one) => {
      if (one.kind === 'title') this.titles.push(one.title)
    },
  })
  readonly #door = new ByteDoor({ cols: 80, rows: 24 })
  readonly #name: string
  #front = { group: bash, isOwn: true, childFaults: 0 }
  readonly left = new LeftModes({
    clock: steppedClock(),
    look: () => ({ ...this.#front, name: this.#name }),
    screen: this.screen,
    parseAll: () => undefined,
    pass: (bytes) => this.screen.parse(this.#door.pass(bytes)),
    write: (text) => this.screen.parse(Buffer.from(text)),
    door: this.#door,
  })

  constructor(name = 'bash') {
    this.#name = name
    if (name === 'bash') this.shell('\u001b[?2004h$ ')
    this.left.expect()
  }

  /** What is read while the shell is in front. @param ended children that have ended since the last chunk */
  shell(text: string, ended = 0): this {
    return this.#read(text, { group: bash, isOwn: true, childFaults: this.#front.childFaults + ended })
  }

  program(text: string, group = dead): this {
    return this.#read(text, { ...this.#front, group, isOwn: false })
  }

  get on(): readonly string[] {
    return [...this.screen.modes.on.keys()].sort()
  }

  #read(text: string, front: { group: number; isOwn: boolean; childFaults: number }): this {
    this.#front = front
    this.left.receive(Buffer.from(text))
    return this
  }
}

const set = '\u001b[?1049h\u001b[?1003h\u001b[?1006h\u001b[?1004h\u001b[?25l\u001b[>7u\u001b[?2026h'

describe('what a program left on goes', () => {
  test('where its bytes and the next prompt are read at once', () => {
    const terminal = new Terminal().shell(`vi\r\n\u001b[?2004l\r${set}\u001b[?2004hnext$ `, 1)
    expect(terminal.on).toEqual(['?2004'])
    expect(terminal.screen.modes).toMatchObject({ isAlternate: false, main: { flags: 0, stack: [] } })
    expect(terminal.screen.text('screen')).toBe('$ vi\nnext$')
  })

  test('where it turned on bracketed paste as well', () => {
    const terminal = new Terminal().shell('vi\r\n\u001b[?2004l\r').program(`${set}\u001b[?2004h\u001b[?1h`)
    expect(terminal.shell('\u001b[?2004h$ ', 1).on).toEqual(['?2004'])
  })

  test('before the shell says how it ended, so that this is read', () => {
    const terminal = new Terminal().shell('vi\r\n\u001b[?2004l\r').program(set)
    terminal.shell('Killed\r\n', 1).shell('\u001b[?2004h$ ')
    expect(terminal.screen.text('screen')).toBe('$ vi\nKilled\n$')
    expect(terminal.on).toEqual(['?2004'])
  })

  test('after its last words, so that they are read where they belong', () => {
    const terminal = new Terminal().shell('vi\r\n\u001b[?2004l\r').program(set)
    terminal.shell('\u001b[2Hlast frame\u001b[?1049lbye\r\n\u001b[?2004h$ ', 1)
    expect(terminal.screen.text('screen')).toBe('$ vi\nbye\n$')
    expect(terminal.on).toEqual(['?2004'])
  })

  test('where the shell marks its prompt, and nothing of what it sets for it', () => {
    const terminal = new Terminal().shell('vi\r\n\u001b[?2004l\u001b[=0;1u\u001b]133;C\u001b\\')
    terminal.program(`${set}\u001b[?2004h`)
    terminal.shell(
      '\u001b[?1l\u001b]133;D;137\u001b\\\u001b[=5;1u\u001b[?1004h\u001b]133;A\u001b\\\u001b[?2004h$ ',
      1,
    )
    expect(terminal.on).toEqual(['?1004', '?2004'])
    expect(terminal.screen.modes.main).toEqual({ flags: 5, stack: [] })
  })

  test('of a shell that marks nothing, also when the program was never seen in front', () => {
    const terminal = new Terminal('dash').shell('# ').shell(`vi\r\n${set}\u001b[?2004h# `, 1)
    expect(terminal.on).toEqual([])
    expect(terminal.screen.modes.isAlternate).toBe(false)
  })

  test('when another program took the front at once, and the shell after it', () => {
    const terminal = new Terminal().shell('a; b\r\n\u001b[?2004l\r').program('\u001b[?1003h')
    terminal.program('\u001b[?1004h', dead - 1).shell('\u001b[?2004h$ ', 1)
    expect(terminal.on).toEqual(['?2004'])
  })
})

describe('what stays', () => {
  test('is what a command of the shell itself set', () => {
    const terminal = new Terminal().shell('\u001b[?2004l\r\u001b[?1003h\u001b[?2004h$ ')
    expect(terminal.on).toEqual(['?2004', 'mouse'])
    terminal.shell('\u001b[?2004l\r').program('\u001b[?1000h').shell('\u001b[?2004h$ ', 1)
    expect(terminal.screen.modes.on.get('mouse')).toBe('\u001b[?1003h')
  })

  test('is what the shell prints before each prompt, though programs of it end there', () => {
    const terminal = new Terminal().shell('\u001b[?2004l\r')
    for (let line = 0; line < 3; line++) terminal.shell('\u001b[?1004h\u001b[?2004h$ \u001b[?2004l\r', 1)
    expect(terminal.shell('\u001b[?1004h\u001b[?2004h$ ', 1).on).toEqual(['?1004', '?2004'])
  })

  test('are looks, which there are tools to set', () => {
    const terminal = new Terminal()
      .shell('\u001b[?2004l\r')
      .program('\u001b[31m\u001b]10;#123456\u0007\u001b[5 q')
    terminal.shell('\u001b[?2004h$ ', 1)
    const { data } = terminal.screen.snapshot()
    expect(data).toContain('\u001b]10;#123456')
    expect(data).toContain('\u001b[5 q')
  })
})

test('a stopped program has in front what it had, and the shell meanwhile what it likes', () => {
  const terminal = new Terminal().shell('vi\r\n\u001b[?2004l\r').program(set, alive)
  terminal.shell('\r\nStopped\r\n\u001b[?2004h$ ')
  expect(terminal.on).toEqual(['?2004'])
  terminal.shell('fg\r\n\u001b[?2004l\r').program('', alive)
  expect(terminal.on).toEqual(['?1004', '?2026', '?25', 'mouse', 'mouseEncoding'])
  expect(terminal.screen.modes).toMatchObject({ isAlternate: true, alt: { flags: 7, stack: [0] } })
})

describe('a string that stands open', () => {
  test('takes no words of the shell, and names nothing', () => {
    for (const opener of ['\u001b]0;half', '\u001bPhalf', '\u001b_Ghalf', '\u001b^half', '\u009d0;half']) {
      const terminal = new Terminal().shell('\u001b[?2004l\r').program(opener)
      terminal.shell('Killed\r\n', 1).shell('\u001b[?2004h$ ')
      expect(terminal.screen.text('screen'), JSON.stringify(opener)).toContain('Killed\n$')
      expect(terminal.titles).toEqual([])
    }
  })

  test('takes no prompt that is read with it, and names nothing', () => {
    const bashTerminal = new Terminal().shell('\u001b[?2004l\r\u001b]0;half\u001b[?2004hnext$ ', 1)
    const dashTerminal = new Terminal('dash').shell('vi\r\n').program('\u001b]0;half').shell('next# ', 1)
    for (const { screen, titles } of [bashTerminal, dashTerminal]) {
      expect(screen.text('screen')).toMatch(/next[$#]/u)
      expect(titles).toEqual([])
    }
  })

  test('ends with what the program wrote of it before it ended', () => {
    const terminal = new Terminal().shell('\u001b[?2004l\r').program('\u001b]0;my ti')
    terminal.shell('tle\u0007\u001b[?2004h$ ', 1)
    expect(terminal.titles).toEqual(['my title'])
  })
})
