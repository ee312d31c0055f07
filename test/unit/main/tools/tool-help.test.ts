import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ToolConfig } from '../../../../app/tool/tool-config.ts'
import { createFindProgram } from '../../../../main/environment/find-program.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { runToolHelp } from '../../../../main/tools/tool-help.ts'
import { translateIn } from '../../../../app/i18n/translate.ts'
import { pollFor } from '../../../support/poll.ts'
import { isAlive } from '../../../support/is-alive.ts'
import { toolFrom } from '../../../support/tools.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-help-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function toolOf(command: readonly string[], part: object = {}): ToolConfig {
  return toolFrom({ name: 'mine', displayName: 'Mine', command, ...part })
}

/** A program of this shell text. */
function script(text: string): string {
  const path = join(folder, 'tool')
  writeFileSync(path, `#!/bin/bash\n${text}\n`, { mode: 0o755 })
  return path
}

function help(tool: ToolConfig, idleTimeoutSec = 5, locale: 'en' | 'ru' = 'en'): Promise<string> {
  const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, SHELL: '/bin/bash', TERM: 'xterm' }
  return runToolHelp(tool, folder, idleTimeoutSec, {
    environment,
    platform: process.platform,
    findProgram: createFindProgram(systemClock),
    t: translateIn(() => locale),
  })
}

/** The process whose id the script wrote into `file`. */
async function pidIn(file: string): Promise<number> {
  return pollFor(() => Number(readFileSync(join(folder, file), 'utf8').trim()), { what: file })
}

const isGone = (pid: number) => pollFor(() => !isAlive(pid), { what: `the end of ${pid}` })

describe('the help of a tool', () => {
  test.each([
    [['bash'], 'GNU bash'],
    [['python3'], 'usage: '],
    [[process.execPath], 'Usage: node'],
  ])('is what %j prints with --help', async (command, words) => {
    expect(await help(toolOf(command))).toContain(words)
  })

  test('is what its own command prints, the user’s shell included', async () => {
    expect(await help(toolOf(['nowhere'], { helpCommand: ['{shell}', '-c', 'echo "$0 here"'] }))).toBe(
      '/bin/bash here\n',
    )
  })

  test('is asked with no pager and no colours, in the tool’s own environment and the folder given', async () => {
    const tool = toolOf([script('pwd; echo $PAGER $GIT_PAGER $NO_COLOR $TERM $MINE')], {
      environment: { MINE: 'set', PAGER: 'more' },
    })
    expect(await help(tool)).toBe(`${folder}\ncat cat 1 dumb set\n`)
  })

  test('is its errors where its output is empty, whatever its exit code', async () => {
    expect(await help(toolOf([script('echo "usage: mine" >&2; exit 2')]))).toBe('usage: mine\n')
    expect(await help(toolOf([script('echo out; echo warning >&2; exit 1')]))).toBe('out\n')
  })

  test('is plain text', async () => {
    const tool = toolOf([script(String.raw`printf '\e[1mA\e[0m \e]0;t\aB\r\nN\bNO\bO\x00'`)])
    expect(await help(tool)).toBe('A B\nNO')
  })

  test('that opens a pager is all of it, also where the pager does not listen to PAGER', async () => {
    const tool = toolOf([script('seq 1 500 | TERM=xterm less')])
    const text = await help(tool)
    expect(text.startsWith('1\n2\n')).toBe(true)
    expect(text.endsWith('\n500\n')).toBe(true)
  })

  test('that waits for a key is what it printed until then, and its processes are ended', async () => {
    const text = 'sleep 300 & echo $! > child; echo "Page 1"; echo "Press a key"; read -rn1 < /dev/tty; wait'
    expect(await help(toolOf([script(text)]), 0.5)).toBe('Page 1\nPress a key\n')
    await isGone(await pidIn('child'))
  })

  test('finds its input closed', async () => {
    expect(await help(toolOf([script('read -r line; echo "read: $?"')]))).toBe('read: 1\n')
  })

  test('that does not listen to SIGTERM is ended all the same', async () => {
    const text = 'echo $$ > self; trap "" TERM HUP INT; echo usage; while :; do sleep 0.1; done'
    expect(await help(toolOf([script(text)]), 0.5)).toBe('usage\n')
    await isGone(await pidIn('self'))
  })

  test('that floods is cut at 200 KB, and ended', async () => {
    const text = await help(toolOf([script('echo $$ > self; yes "a long line of help: ж"')]))
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(200 * 1024)
    expect(text.length).toBeGreaterThan(100_000)
    expect(text).not.toContain('\uFFFD')
    await isGone(await pidIn('self'))
  })

  test('does not wait for what it leaves in the background', async () => {
    const before = performance.now()
    expect(await help(toolOf([script('sleep 300 & echo $! > child; echo usage')]), 20)).toBe('usage\n')
    expect(performance.now() - before).toBeLessThan(10_000)
    await isGone(await pidIn('child'))
  })

  test('does not wait for what goes on writing in the background either', async () => {
    const text = 'while :; do echo more; sleep 0.05; done & echo $! > child; echo usage'
    const before = performance.now()
    expect(await help(toolOf([script(text)]), 20)).toContain('usage\n')
    expect(performance.now() - before).toBeLessThan(10_000)
    await isGone(await pidIn('child'))
  })
})

describe('a tool without help', () => {
  test('says so where its program is not there, in the user’s language', async () => {
    expect(await help(toolOf(['no-such-program']))).toBe('Mine was not found, so there is no help to show.')
    expect(await help(toolOf(['no-such-program']), 5, 'ru')).toBe('Mine не найден, поэтому справки нет.')
  })

  test('says so where it prints nothing', async () => {
    expect(await help(toolOf([script('exit 0')]))).toBe('Mine printed no help.')
    expect(await help(toolOf([script('echo; exit 0')]))).toBe('Mine printed no help.')
  })

  test('says with which code it ended', async () => {
    expect(await help(toolOf([script('exit 3')]))).toBe('Mine printed no help and exited with code 3.')
    expect(await help(toolOf([script('kill -SEGV $$')]))).toContain('SIGSEGV')
  })

  test('says so where it is silent', async () => {
    expect(await help(toolOf([script('sleep 300')]), 1)).toBe('Mine printed nothing within 1 second.')
  })

  test('says so where it cannot be started', async () => {
    const tool = toolOf([script('echo usage')])
    writeFileSync(join(folder, 'tool'), '#!/no/such/interpreter\n', { mode: 0o755 })
    expect(await help(tool)).toBe('Mine could not be started to show its help.')
  })
})
