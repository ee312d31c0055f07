import { execFile, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect } from 'vitest'
import { settingsVersion } from '../../app/store/schema.ts'
import { createCliRig, type CliRig } from '../support/cli-rig.ts'
import { it } from '../support/e2e.ts'
import { repositoryRoot, testElectron } from '../support/electron-path.ts'
import type { TestHome } from '../support/home.ts'
import { pollFor } from '../support/poll.ts'
import { checkoutIsReadable } from '../support/unprivileged.ts'

/** `nobody`, on every Linux. */
const nobody = 65_534

let rig: CliRig

beforeEach(async () => {
  rig = createCliRig('data', {
    run: async (_id, text) => ({
      ok: true,
      value: text.startsWith('ask')
        ? { text: 'So far.', partial: true, endedBy: 'waiting' }
        : { text, partial: false, endedBy: 'idle' },
    }),
  })
  await rig.open()
})

afterEach(() => rig.dispose())

type Options = {
  readonly input?: string
  readonly user?: number
  readonly env?: Readonly<Record<string, string>>
}

/** Starts `roost` as a package has it, with this checkout's Electron for its app, and without a display. */
function start(home: TestHome, args: readonly string[], options: Options = {}) {
  const app = home.folder('package')
  const bin = join(app, 'resources', 'bin')
  mkdirSync(bin, { recursive: true })
  const { executable, args: given } = testElectron()
  const own = given.filter((argument) => argument !== '--no-sandbox').map((argument) => `'${argument}'`)
  writeFileSync(join(app, 'roost'), `#!/bin/sh\nexec '${executable}' ${own.join(' ')} "$@"\n`, {
    mode: 0o755,
  })
  copyFileSync(join(repositoryRoot, 'scripts/bin/roost'), join(bin, 'roost'))
  chmodSync(join(bin, 'roost'), 0o755)
  const child = spawn(join(bin, 'roost'), args, {
    cwd: home.work,
    env: { ...home.env, ROOST_DATA: rig.data, ...options.env },
    ...(options.user === undefined ? {} : { uid: options.user, gid: options.user }),
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += String(text)))
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += String(text)))
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
  child.stdin.end(options.input ?? '')
  return { child, ended }
}

describe.skipIf(process.platform === 'win32')('roost, as a process without a display', () => {
  it('lists the sessions, and not a word of Chromium', async ({ home }) => {
    const list = await start(home, ['list', '--json']).ended
    expect(list).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(list.stdout)).toMatchObject([{ id: 's3-ab12', active: true }, { id: 's4-cd34' }])
    const table = await start(home, ['list']).ended
    expect(table.stdout).toMatch(/^ID .*\ns3-ab12 \* {2}idle .*Fix the build {2}\/work\ns4-cd34 /)
    expect(table.stdout).not.toContain('\u001B')
  })

  it('makes a session in the folder where the caller stands', async ({ home }) => {
    expect(await start(home, ['new', 'claude', 'sub']).ended).toEqual({
      code: 0,
      stdout: 's5-ef56\n',
      stderr: '',
    })
    expect(rig.calls).toEqual([['create', 'claude', join(home.work, 'sub')]])
  })

  it('brings prompts of any characters through sh, Electron and the socket', async ({ home }) => {
    const argument = fc
      .string({
        unit: fc.oneof(fc.constantFrom(...'-"\'\\$`%\n\t ='), fc.string({ unit: 'binary', maxLength: 1 })),
      })
      // An argument of a process cannot hold a NUL.
      .map((text) => text.replaceAll('\0', ''))
      .filter((text) => text.trim() !== '' && text !== '-')
    await fc.assert(
      fc.asyncProperty(argument, async (text) => {
        rig.calls.length = 0
        expect(await start(home, ['send', 's3', '--', text]).ended).toEqual({
          code: 0,
          stdout: 'sent\n',
          stderr: '',
        })
        expect(rig.calls).toEqual([['send', 's3-ab12', text, []]])
      }),
      {
        numRuns: 20,
        examples: [
          '--version',
          '--help',
          '--type=renderer',
          '--inspect',
          '--user-data-dir=/x',
          '--',
          '--cli',
          '- a\n- b',
        ].map((text) => [text] as [string]),
      },
    )
  })

  it('reads a long prompt from stdin and prints a long answer whole', async ({ home }) => {
    const text = 'Lange Zeile № 1 '.repeat(12_000)
    const ran = await start(home, ['send', 'Fix the build', '-', '--wait'], { input: `${text}\n` }).ended
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    // Not compared by expect, which would print both.
    expect(ran.stdout === `${text}\n`).toBe(true)
  })

  it('exits by what became of a prompt', async ({ home }) => {
    Object.assign(rig.sessions[0] ?? {}, { question: 'Delete it?' })
    expect(await start(home, ['send', 's3', 'ask me', '--wait']).ended).toEqual({
      code: 6,
      stdout: 'So far.\n',
      stderr: 'The session is waiting for you: Delete it?\n',
    })
    expect(await start(home, ['close', 's3']).ended).toMatchObject({ code: 8 })
    expect(await start(home, ['close', 's3', '--yes']).ended).toMatchObject({ code: 0, stdout: '' })
    expect(await start(home, ['interrupt', 's9']).ended).toMatchObject({ code: 4 })
    expect(await start(home, ['wait', 's3', '--for', 'idle', '--timeout', '0.2']).ended).toMatchObject({
      code: 5,
    })
  })

  it('ends at Ctrl+C, and its wait in the app with it', async ({ home }) => {
    const { child, ended } = start(home, ['wait', 's3', '--for', 'idle'])
    const signal = await pollFor(() => rig.waits[0], { what: 'the wait' })
    child.kill('SIGINT')
    expect(await ended).toEqual({ code: 130, stdout: '', stderr: '' })
    await pollFor(() => signal.aborted, { what: 'the end of the wait in the app' })
  })

  it('says in the language of the user that nothing runs', async ({ home }) => {
    const env = { ROOST_DATA: home.data, LANG: 'ru_RU.UTF-8' }
    expect(await start(home, ['list'], { env }).ended).toEqual({
      code: 3,
      stdout: '',
      stderr: 'Roost не запущен. Запустите его и попробуйте снова.\n',
    })
  })

  it('works in a checkout, for a caller who stands elsewhere', async ({ home }) => {
    const env = { ...process.env, ROOST_DATA: rig.data, INIT_CWD: home.work, npm_lifecycle_event: 'roost' }
    const program = join(repositoryRoot, 'scripts/roost.mjs')
    const { stdout, stderr } = await promisify(execFile)(program, ['new', 'claude', 'sub'], {
      cwd: repositoryRoot,
      env,
    })
    expect({ stdout, stderr }).toEqual({ stdout: 's5-ef56\n', stderr: '' })
    expect(rig.calls).toEqual([['create', 'claude', join(home.work, 'sub')]])
  })

  it.skipIf(process.getuid?.() !== 0 || !checkoutIsReadable())(
    'is told nothing and tells nothing as another user',
    async ({ home }) => {
      chmodSync(home.root, 0o755)
      chownSync(home.home, nobody, nobody)
      const list = await start(home, ['list'], { user: nobody }).ended
      expect(list).toMatchObject({ code: 1, stdout: '' })
      expect(list.stderr).toMatch(/^Roost’s socket is not private to you/)
    },
  )
})

describe.skipIf(process.platform === 'win32')('roost, inside a session', () => {
  it('uses the sessions of the app that the session is in, from a terminal and from a headless tool', async ({
    home,
    launch,
  }) => {
    const script = '"$ROOST_CLI" list --json > headless.json; echo "I am $ROOST_SESSION_ID"'
    const headless = { command: ['/bin/sh', '-c', script], prompt: 'stdin' }
    const command = ['/bin/sh', '-c', 'printf "> "; exec cat']
    const asker = { command, promptPattern: '^> ', headless }
    writeFileSync(
      join(home.data, 'settings.json'),
      JSON.stringify({ version: settingsVersion, tools: { asker } }),
    )
    const roost = await launch()
    await roost.newSession('Shell', home.work)
    await roost.tab(/, idle/).waitFor()
    await roost.run(
      '"$ROOST_CLI" new asker > new; "$ROOST_CLI" send "$ROOST_SESSION_ID" "echo sent to myself > own"',
    )
    await pollFor(() => existsSync(join(home.work, 'own')), { what: 'what the shell was sent' })
    const asked = readFileSync(join(home.work, 'new'), 'utf8').trim()

    await roost.tab(/^asker.*, idle/).click()
    await roost.page.getByRole('button', { name: 'Headless' }).click()
    await roost.tabOf('Shell').click()
    await roost.run(`"$ROOST_CLI" send ${asked} who --wait > answer`)
    const answer = join(home.work, 'answer')
    await pollFor(() => existsSync(answer) && readFileSync(answer, 'utf8') === `I am ${asked}\n`, {
      what: 'the answer of the headless tool',
    })
    const list: unknown = JSON.parse(readFileSync(join(home.work, 'headless.json'), 'utf8'))
    // It sees itself, and not the session from which it was made.
    expect(list).toMatchObject([{ id: asked, tool: 'asker', mode: 'headless', status: 'working' }])
    expect(list).toHaveLength(1)
  })

  it('reaches another session once the user has allowed it in the window', async ({ home, launch }) => {
    const roost = await launch()
    await roost.newSession('Shell', home.work)
    await roost.newSession('Shell', home.work)
    const said = async (what: string) => {
      const file = join(home.work, 'said')
      await pollFor(() => existsSync(file) && readFileSync(file, 'utf8').includes(what), { what })
    }
    await roost.answerMessageBoxes('^Don')
    await roost.run('"$ROOST_CLI" send s1 "echo pwned > pwned" 2> said; echo "exit $?" >> said')
    await said('exit 9')
    await roost.run('"$ROOST_CLI" list --json > list; "$ROOST_CLI" list >> list; echo end > said')
    await said('end')
    const list = readFileSync(join(home.work, 'list'), 'utf8')
    expect([list.includes('s2-'), list.includes('s1-')]).toEqual([true, false])
    expect(await roost.seenMessageBoxes()).toEqual([expect.stringMatching(/^.*\(s2-.*\(s1-/)])

    // From the first to the second: another pair, which is asked about.
    await roost.answerMessageBoxes('^Allow')
    await roost.page.keyboard.press('Alt+1')
    await roost.run('"$ROOST_CLI" send s2 "echo allowed > allowed"; echo "exit $?" > said')
    await said('exit 0')
    await pollFor(() => existsSync(join(home.work, 'allowed')), { what: 'what the other shell was sent' })
    expect(existsSync(join(home.work, 'pwned'))).toBe(false)
  })
})
