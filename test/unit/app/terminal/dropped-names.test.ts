import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn, type IPty } from 'node-pty'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bracketPaste } from '../../../../app/terminal/paste.ts'
import { quotePath } from '../../../../app/terminal/quote.ts'
import { pollFor } from '../../../support/poll.ts'

/** File names that try to run a command when they are dropped on a shell; `x` appears if one succeeds. */
const names = {
  'a newline': 'a\ntouch x\n.png',
  'a quote and a newline': "a'\ntouch x\n'.png",
  'the end of a paste and CR': 'a\u001B[201~\rtouch x\r.png',
  'a quote, the end of a paste and CR': "a'\u001B[201~\rtouch x\r.png",
  'Ctrl-C and CR': 'a\u0003touch x\r.png',
  'a quote, Ctrl-C and CR': "a'\u0003touch x\r.png",
  'Ctrl-D': 'a\u0004\u0004',
  'an end mark in C1': 'a\u009B201~\u008Dtouch x\u0085.png',
  'a command substitution': '$(touch x)`touch x`.png',
  'a quote and a command': "';touch x;'.png",
  'a double quote and a substitution': '"$(touch x)".png',
  'a history reference': "!touch !! !$ it's !touch.png",
  'a redirection': 'a > x .png',
  'a leading dash': '--help',
  'a trailing backslash': 'a\\',
  'Cyrillic and emoji': 'снимок экрана 👩‍💻.png',
}

describe.skipIf(process.platform === 'win32')('a name dropped on a real interactive bash', () => {
  let folder = ''
  let shell: IPty
  let screen = ''

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dropped-name-'))
    screen = ''
    shell = spawn('bash', ['--noprofile', '--norc', '-i'], {
      cwd: folder,
      cols: 400,
      rows: 24,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        TERM: 'xterm-256color',
        LC_ALL: 'C.UTF-8',
        PS1: 'ready$ ',
      },
    })
    shell.onData((data) => (screen += data))
    await pollFor(() => screen.includes('ready$ '), { what: 'the prompt' })
    await run('touch x && rm x')
  })

  afterEach(async () => {
    const exited = new Promise((resolve) => shell.onExit(resolve))
    shell.kill('SIGKILL')
    await exited
    rmSync(folder, { recursive: true, force: true })
  })

  describe.each([
    ['pasted with marks', bracketPaste],
    ['written as it is', (word: string) => word],
  ])('%s', (_, insert) => {
    test.each(Object.entries(names))('is refused or is one harmless word: %s', async (_what, name) => {
      const word = quotePath(name, 'posix')
      if (!word.ok) {
        expect(word.error.code).toBe('path-control')
        expect(name).toMatch(/\p{Cc}/u)
        return
      }
      shell.write(`printf %s ${insert(word.value)}`)
      await settle()
      expect(existsSync(join(folder, 'x'))).toBe(false)
      await run(' > got')
      expect(readFileSync(join(folder, 'got'), 'utf8')).toBe(name.startsWith('-') ? `./${name}` : name)
      expect(existsSync(join(folder, 'x'))).toBe(false)
    })
  })

  test.each([
    ['unquoted and without marks, by its newline', names['a newline']],
    [
      'in quotes and marks, by its end mark',
      `\u001B[200~'${names['a quote, the end of a paste and CR']}'\u001B[201~`,
    ],
  ])('would have run its command before any Enter if it had been typed %s', async (_, typed) => {
    shell.write(`printf %s ${typed}`)
    await pollFor(() => existsSync(join(folder, 'x')), { what: 'the effect of the name' })
  })

  test('would have run its command before any Enter if it had been typed in quotes, by its Ctrl-C', async () => {
    const typed = `printf %s '${names['Ctrl-C and CR']}'`
    const afterCtrlC = typed.indexOf('\u0003') + 1
    const from = screen.length
    shell.write(typed.slice(0, afterCtrlC))
    // What comes in the same moment as SIGINT may be lost with the line; with a little luck it is not.
    await pollFor(() => screen.slice(from).includes('ready$ '), { what: 'a new prompt' })
    shell.write(typed.slice(afterCtrlC))
    await pollFor(() => existsSync(join(folder, 'x')), { what: 'the effect of the name' })
  })

  /** Ends the line, and waits until a command after it has run. */
  async function run(rest: string): Promise<void> {
    shell.write(`${rest}\r`)
    shell.write('touch done\r')
    await pollFor(() => existsSync(join(folder, 'done')), { what: `the end of ${rest}` })
    rmSync(join(folder, 'done'))
  }

  /** Waits until bash has read all that was written: it echoes the mark, which is then taken back. */
  async function settle(): Promise<void> {
    const from = screen.length
    shell.write('zqzq')
    await pollFor(() => screen.slice(from).includes('zqzq'), { what: 'the echo of the mark' })
    shell.write('\u007F'.repeat(4))
  }
})
