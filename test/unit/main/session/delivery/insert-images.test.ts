import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AbsolutePath, SessionId } from '../../../../../app/session/session.ts'
import { absolutePath } from '../../../../support/fake-bridge.ts'
import { makePng, writePng } from '../../../../support/images.ts'
import { pollFor } from '../../../../support/poll.ts'
import { SessionRig } from '../../../../support/session-rig.ts'
import { presetNamed } from '../../../../support/tools.ts'

let rig: SessionRig

beforeEach(async () => {
  rig = new SessionRig()
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

/** Opens a tool as its preset describes it, but that a stand-in is started, and waits until it is ready. */
async function open(name: string, agent: string, ...args: string[]): Promise<SessionId> {
  const preset = presetNamed(name)
  const path = join(import.meta.dirname, '../../../../agents', agent)
  rig.tools.push({ ...preset, command: [process.execPath, path, ...args] })
  const id = await rig.app.create(name)
  await rig.app.until(id, 'idle')
  return id
}
const openAider = (...args: string[]) => open('aider', 'add-agent.mjs', ...args)
const openCodex = () => open('codex', 'fake-agent.mjs', '--as', 'codex')

const image = (size: number): AbsolutePath =>
  absolutePath(writePng(rig.folder, `shot ${size}.png`, makePng(size)))
const run = (id: SessionId, text: string, images: AbsolutePath[] = []) =>
  rig.app.session(id).runPromptResult(text, images, { timeoutMs: 20_000 })
const failure = (code: string) => ({ ok: false, error: { code } })
const done = { ok: true, value: null }

/** All that was typed into the session by Roost. */
const typed = (id: SessionId): string =>
  rig.app.host.sent
    .map((command) => {
      if (!('session' in command) || command.session !== id) return ''
      if (command.type === 'paste') return command.text
      return command.type === 'input' ? command.data : ''
    })
    .join('')

describe('a prompt for a tool that takes images by a command', () => {
  test('goes after a line of its own for each image, once the tool has said that it took it', async () => {
    const id = await openAider()
    const answer = await run(id, 'compare them', [image(8), image(9)])
    expect(answer).toMatchObject({ ok: true, value: { endedBy: 'idle' } })
    expect(answer.ok && answer.value.text).toContain('You said: compare them (2 in the chat)')
    expect(typed(id)).toMatch(/^\/add \S+\.png\r\/add \S+\.png\rcompare them\r$/u)
  })

  test('may be images alone, and may bring one that the tool has already', async () => {
    const id = await openAider()
    expect(await run(id, '', [image(8)])).toMatchObject({ ok: true, value: { endedBy: 'idle' } })
    const again = await run(id, 'look', [image(8)])
    expect(again.ok && again.value.text).toContain('You said: look (1 in the chat)')
  })

  test('is not sent where the tool refuses an image', async () => {
    const id = await openAider('--blind')
    expect(await run(id, 'compare them', [image(8), image(9)])).toMatchObject(failure('image-refused'))
    await rig.app.shows(id, 'does not support images')
    expect(typed(id)).toMatch(/^\/add \S+\.png\r$/u)
    // Nor is the tool left with half a line.
    expect(await run(id, 'without them')).toMatchObject({ ok: true, value: { endedBy: 'idle' } })
  })

  test('is not sent where the tool asks something about an image', async () => {
    const id = await openAider('--forgetful')
    expect(await run(id, 'look', [image(8)])).toMatchObject(failure('image-refused'))
    await rig.app.until(id, 'waiting')
    expect(typed(id)).toMatch(/^\/add \S+\.png\r$/u)
  })
})

describe('a prompt for a tool with a box in which a path stays text', () => {
  test('goes with the paths before it, in one go', async () => {
    const preset = presetNamed('pi')
    const path = join(import.meta.dirname, '../../../../agents/fake-agent.mjs')
    const command = [process.execPath, path, '--as', 'pi']
    rig.tools.push({ ...preset, command, imageForm: { kind: 'quoted-path', trailingSpace: true } })
    const id = await rig.app.create('pi')
    await rig.app.until(id, 'idle')
    expect(await run(id, 'what is it', [image(8)])).toMatchObject({ ok: true, value: { endedBy: 'idle' } })
    expect(typed(id)).toMatch(/^\S+\.png what is it\r$/u)
  })
})

describe('an image dropped on a tool that takes images by a command', () => {
  test('is given by it, and the user goes on with their prompt', async () => {
    const id = await openAider()
    expect(await rig.app.drops.paths(id, [image(8), join(rig.folder, 'home')])).toEqual(done)
    await rig.app.shows(id, `> ${rig.folder}`)
    rig.app.type(id, 'is the folder\r')
    await rig.app.shows(id, 'is the folder (1 in the chat)')
  })

  test('leaves what the user has begun alone', async () => {
    const id = await openAider()
    rig.app.type(id, 'half a')
    await rig.app.shows(id, '> half a')
    expect(await rig.app.drops.paths(id, [image(8)])).toMatchObject(failure('prompt-draft'))
    rig.app.type(id, ' line\r')
    await rig.app.shows(id, 'You said: half a line (0 in the chat)')
  })

  test('is said to be refused where the tool refuses it', async () => {
    const id = await openAider('--blind')
    expect(await rig.app.drops.paths(id, [image(8), join(rig.folder, 'home')])).toMatchObject(
      failure('image-refused'),
    )
    rig.app.type(id, 'what now\r')
    await rig.app.shows(id, 'You said: what now (0 in the chat)')
  })

  test('waits for no tool that is at work', async () => {
    const id = await openAider()
    rig.app.type(id, 'wait\r')
    await rig.app.shows(id, 'Waiting')
    expect(await rig.app.drops.paths(id, [image(8)])).toMatchObject(failure('image-between-prompts'))
    rig.app.type(id, 'done\r')
    await rig.app.shows(id, 'You said: done (0 in the chat)')
  })
})

describe('a drop and a prompt at once', () => {
  test('do not mix: a drop comes behind a prompt that is on its way', async () => {
    const id = await openCodex()
    const answer = run(id, 'alone')
    await pollFor(() => rig.app.host.sent.some((command) => command.type === 'hold'))
    expect(await rig.app.drops.paths(id, [image(8), image(9)])).toEqual(done)
    const sent = await answer
    expect(sent.ok && sent.value.text).toContain('You said: alone')
    expect(typed(id)).toMatch(/^alone\r\S+\.png\S+\.png$/u)
    await rig.app.shows(id, '[Image #2]')
    rig.app.type(id, 'compare\r')
    await rig.app.shows(id, 'sent with 2 images')
  })

  test('do not mix: a prompt comes behind a drop, and finds what it left', async () => {
    const id = await openCodex()
    const drop = rig.app.drops.paths(id, [image(8), image(9)])
    expect(await run(id, 'alone')).toMatchObject(failure('prompt-draft'))
    expect(await drop).toEqual(done)
    expect(typed(id)).toMatch(/^\S+\.png\S+\.png$/u)
  })
})

test('a drop holds the user’s keys until the tool shows that it has the image', async () => {
  const id = await openCodex()
  const before = rig.app.host.sent.length
  await rig.app.drops.paths(id, [image(8)])
  const steps = rig.app.host.sent.slice(before).flatMap((command) => {
    if (command.type === 'hold') return [command.on ? 'hold' : 'release']
    return command.type === 'paste' ? ['paste'] : []
  })
  expect(steps.join(' ')).toMatch(/^(?:hold )+paste release$/u)
  expect(await rig.app.host.text(id)).toContain('[Image #1]')
})
