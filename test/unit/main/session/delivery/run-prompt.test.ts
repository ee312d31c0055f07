import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import { isAlive } from '../../../../support/is-alive.ts'
import { pollFor } from '../../../../support/poll.ts'
import { SessionRig } from '../../../../support/session-rig.ts'

let rig: SessionRig
beforeEach(async () => {
  rig = new SessionRig()
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

/** Gives a prompt to a session, and what came of it. */
function runPrompt(id: SessionId, text: string, timeoutMs: number | null = 20_000) {
  return rig.app.session(id).runPromptResult(text, [], { timeoutMs })
}

const answered = (text: string) => ({ ok: true, value: { text, partial: false, endedBy: 'idle' } })

/** A tool that asks `ask> ` and gives each line to `answer`, a shell command that finds it in `$line`. */
async function lineTool(answer: string, before = 'true'): Promise<SessionId> {
  rig.addTool('asks', `${before}; while printf 'ask> '; read -r line; do ${answer}; done`, {
    promptPattern: '^ask> $',
  })
  const id = await rig.app.create('asks')
  await rig.app.until(id, 'idle')
  return id
}

/** The process whose id was written to this file in the home. */
function pidIn(name: string): Promise<number> {
  const path = join(rig.home, name)
  return pollFor(() => existsSync(path) && Number(readFileSync(path, 'utf8')), { what: `the pid in ${name}` })
}

describe('a prompt that is run in bash', () => {
  let id: SessionId
  beforeEach(async () => {
    id = await rig.app.create('shell')
    await rig.app.until(id, 'idle')
  })

  test('comes to its output, errors included, prompt after prompt', async () => {
    expect(await runPrompt(id, 'echo out; echo err >&2; false')).toEqual(answered('out\nerr'))
    // The line ends as a question does, and is none.
    expect(await runPrompt(id, 'echo $?')).toEqual(answered('1'))
    expect(await runPrompt(id, 'true')).toEqual(answered(''))
  })

  test('has the whole of a command that is longer than the screen is wide', async () => {
    const words = Array.from({ length: 40 }, (_, at) => `word${at}`).join(' ')
    expect(await runPrompt(id, `echo ${words}`)).toEqual(answered(words))
  })

  test('has output that ends without a line end, without the prompt behind it', async () => {
    expect(await runPrompt(id, 'printf half')).toEqual(answered('half'))
  })

  test('has no prompt in it that looks otherwise than the one before', async () => {
    expect(await runPrompt(id, "PS1='other$ '; echo changed")).toEqual(answered('changed'))
    expect(await runPrompt(id, 'echo again')).toEqual(answered('again'))
  })

  test('is over where it leaves a job in the background, which lives on', async () => {
    expect(await runPrompt(id, 'sleep 300 >/dev/null & echo $! > ~/job; echo left')).toMatchObject({
      value: { endedBy: 'idle', text: expect.stringContaining('left') },
    })
    expect(isAlive(await pidIn('job'))).toBe(true)
  })

  test('is told of what the shell runs as long as that runs', async () => {
    expect(await runPrompt(id, 'for i in 1 2 3; do echo $i; sleep 0.3; done')).toEqual(answered('1\n2\n3'))
  })

  test('ends with the shell', async () => {
    expect(await runPrompt(id, 'echo bye; exit 3')).toMatchObject({
      value: { endedBy: 'exit', text: expect.stringContaining('bye') },
    })
  })
})

describe('a prompt that is run in a REPL', () => {
  test('of Python comes to values, errors and what is printed', async () => {
    rig.addTool('python', 'exec python3 -i -q', { promptPattern: String.raw`^(?:>>>|\.\.\.) $` })
    const id = await rig.app.create('python')
    await rig.app.until(id, 'idle')
    expect(await runPrompt(id, '6 * 7')).toEqual(answered('42'))
    expect(await runPrompt(id, 'print("one"); print("two")')).toEqual(answered('one\ntwo'))
    expect(await runPrompt(id, '1 / 0')).toMatchObject({
      value: { endedBy: 'idle', text: expect.stringContaining('ZeroDivisionError') },
    })
    expect(await runPrompt(id, 'print("half", end="")')).toEqual(answered('half'))
    expect(await runPrompt(id, 'x = 5', 2000)).toEqual(answered(''))
    expect(await runPrompt(id, 'x')).toEqual(answered('5'))
  })

  test('of Node comes to values', async () => {
    rig.addTool('node', `exec "${process.execPath}" -i`, { promptPattern: '^> $' })
    const id = await rig.app.create('node')
    await rig.app.until(id, 'idle')
    expect(await runPrompt(id, '[1, 2].map((x) => x * 21)')).toEqual(answered('[ 21, 42 ]'))
    expect(await runPrompt(id, 'console.log("said")')).toEqual(answered('said\nundefined'))
  })
})

describe('a prompt that is run in a tool that', () => {
  test('says back what it reads, and never that it is ready, comes to what it said until the time was over', async () => {
    rig.addTool('cat', 'exec cat', { kind: 'command' })
    const id = await rig.app.create('cat')
    expect(await runPrompt(id, 'hello there', 1500)).toEqual({
      ok: true,
      value: { text: 'hello there', partial: true, endedBy: 'timeout' },
    })
  })

  test('prints half a line and dies comes to that half', async () => {
    const id = await lineTool('printf "half a li"; exit 3')
    expect(await runPrompt(id, 'go')).toEqual({
      ok: true,
      value: { text: 'half a li', partial: false, endedBy: 'exit' },
    })
    await rig.app.until(id, 'exited')
  })

  test('floods comes to all of it, in its order', async () => {
    const id = await lineTool('seq 1 20000')
    const run = await runPrompt(id, 'count')
    const numbers = Array.from({ length: 20_000 }, (_, at) => String(at + 1))
    expect(run.ok && run.value.endedBy).toBe('idle')
    expect(run.ok && run.value.text.split('\n')).toEqual(numbers)
  })

  test('floods without an end comes to what it said so far, and can be interrupted after', async () => {
    const flood = `bash -c 'echo $$ > ~/flood; exec yes "more and more"'`
    const id = await lineTool(flood, 'trap echo INT')
    const run = await runPrompt(id, 'go', 1500)
    expect(run).toMatchObject({ value: { endedBy: 'timeout', partial: true } })
    expect(run.ok && run.value.text).toContain('more and more\nmore and more')
    const pid = await pidIn('flood')
    // Once: at its prompt this tool takes another Ctrl-C without showing the prompt again, and the status lags behind.
    await rig.app.session(id).interrupt()
    await pollFor(() => !isAlive(pid), { what: 'the end of the flood' })
    await rig.app.until(id, 'idle')
  })

  test('says something and then nothing comes to a part of an answer, by its own time-out', async () => {
    rig.addTool('stalls', `printf 'ask> '; read -r line; echo "first part"; sleep 300`, {
      promptPattern: '^ask> $',
      timeouts: { idleSec: 1 },
    })
    const id = await rig.app.create('stalls')
    await rig.app.until(id, 'idle')
    expect(await runPrompt(id, 'go', null)).toEqual({
      ok: true,
      value: { text: 'first part', partial: true, endedBy: 'timeout' },
    })
  })

  test('does nothing with what is typed does not pass for one that has answered', async () => {
    rig.addTool('mute', `stty -echo; printf 'ask> '; sleep 300`, { promptPattern: '^ask> $' })
    const id = await rig.app.create('mute')
    await rig.app.until(id, 'idle')
    const run = runPrompt(id, 'anything')
    await pollFor(() => rig.app.host.sent.some(({ type }) => type === 'paste'), {
      what: 'the text to be typed',
    })
    rig.app.clock.skip(8000)
    expect(await run).toMatchObject({ ok: false, error: { code: 'prompt-not-shown' } })
  })

  test('ignores SIGTERM can be closed all the same', async () => {
    const id = await lineTool('while :; do sleep 0.2; done', 'echo $$ > ~/stubborn; trap "" TERM HUP INT')
    expect(await runPrompt(id, 'go', 500)).toMatchObject({ value: { endedBy: 'timeout', partial: true } })
    const pid = await pidIn('stubborn')
    await rig.app.manager.close(id, { confirmed: true })
    await pollFor(() => !isAlive(pid), { what: 'the end of the tool' })
  })
})
