import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import { pollFor } from '../../../../support/poll.ts'
import { SessionRig } from '../../../../support/session-rig.ts'
import { presetNamed, toolFrom } from '../../../../support/tools.ts'

const agent = join(import.meta.dirname, '../../../../agents/asking-agent.mjs')

let rig: SessionRig
beforeEach(async () => {
  rig = new SessionRig()
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

const logOf = (name: string): string => join(rig.folder, `${name}.log`)
const didIn = (name: string): readonly string[] =>
  existsSync(logOf(name)) ? readFileSync(logOf(name), 'utf8').trim().split('\n') : []

/** Opens a stand-in with Claude Code's box and rules that misbehaves as `options` say. */
async function open(name: string, options: readonly string[]): Promise<SessionId> {
  const preset = presetNamed('claude')
  const command = [process.execPath, agent, '--log', logOf(name), ...options] as const
  const named = toolFrom({ name, command })
  rig.tools.push({ ...preset, name: named.name, command: named.command })
  const id = await rig.app.create(name)
  await rig.app.until(id, 'idle')
  return id
}

const run = (id: SessionId, text: string) =>
  rig.app.session(id).runPromptResult(text, [], { timeoutMs: 20_000 })

describe('a question that comes up behind the text of a prompt', () => {
  // From before the text is seen to after Enter would have come.
  const delays = [0, 10, 20, 35, 60, 100]

  test('is not answered by the Enter of the prompt, whenever it comes', async () => {
    const ids = await Promise.all(delays.map((ms) => open(`asks${ms}`, ['--ask-after', String(ms)])))
    const results = await Promise.all(ids.map((id) => run(id, 'tidy the build folder')))
    for (const [at, ms] of delays.entries()) {
      const did = didIn(`asks${ms}`)
      expect({ ms, did }).not.toMatchObject({ did: expect.arrayContaining(['approved']) })
      const result = results[at]
      // Either it was sent before the question came, or it stays, with the reason.
      if (did.some((line) => line.startsWith('sent'))) continue
      expect({ ms, result }).toMatchObject({ result: { ok: false } })
      expect(rig.app.session(ids[at]!).record.history).toEqual([])
    }
  })

  test('keeps a prompt of the queue there, with the reason', async () => {
    const id = await open('queued', ['--ask-after', '0'])
    await rig.app.manager.prompts.send([id], { text: 'tidy the build folder', images: [] })
    const item = await pollFor(() => {
      const first = rig.app.session(id).record.queue.items[0]
      return first?.state.kind === 'failed' ? first.state : null
    })
    // On a busy machine the question may hide the text before that was seen.
    expect(item.problem.code).toMatch(/^(?:prompt-overtaken|prompt-not-shown|session-asks)$/u)
    expect(didIn('queued')).not.toContain('approved')
    expect(rig.app.session(id).record.history).toEqual([])
  })
})

describe('a prompt counts as sent', () => {
  test('not where its tool dies between the text and Enter', async () => {
    const id = await open('dies', ['--die-after', '0'])
    // Its end may come after Enter was pressed: then nothing proves that it took the prompt.
    expect(await run(id, 'a prompt')).toMatchObject({
      ok: false,
      error: { code: expect.stringMatching(/^(?:session-not-running|prompt-unsure)$/u) },
    })
    expect(didIn('dies')).toEqual([])
    expect(rig.app.session(id).record.history).toEqual([])
  })

  test('where its tool reads Enter late, without a second one', async () => {
    const id = await open('deaf', ['--deaf', '3000'])
    expect(await run(id, 'a prompt')).toMatchObject({ ok: true })
    expect(didIn('deaf')).toEqual(['sent "a prompt"'])
  })

  test('where its tool begins its work six seconds after Enter', async () => {
    const id = await open('late', ['--take-after', '6000'])
    expect(await run(id, 'a prompt')).toMatchObject({ ok: true, value: { endedBy: 'idle' } })
    expect(didIn('late')).toEqual(['sent "a prompt"'])
  })

  test('after a second Enter where the first became a part of the text', async () => {
    const id = await open('swallows', ['--swallow', '1'])
    expect(await run(id, 'a prompt')).toMatchObject({ ok: true })
    expect(didIn('swallows')).toEqual(['swallowed', 'sent "a prompt\\n"'])
  })
})
