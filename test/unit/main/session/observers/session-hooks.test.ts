import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import { claude } from '../../../../../app/tool/presets/claude.ts'
import { pollFor } from '../../../../support/poll.ts'
import { SessionRig } from '../../../../support/session-rig.ts'
import { hookedClaude } from '../../../../support/hooked-claude.ts'
import { toolFrom } from '../../../../support/tools.ts'

let rig: SessionRig

beforeEach(async () => {
  rig = new SessionRig()
  const bin = join(rig.folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'claude'), hookedClaude, { mode: 0o700 })
  // Before all that this machine may have under the same name.
  appendFileSync(join(rig.home, '.bashrc'), `PATH='${bin}':"$PATH"\n`)
  addClaude()
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

/** The tool as its preset describes it, with these arguments of a user's. */
function addClaude(name = 'claude', ...args: readonly string[]): void {
  const tool = toolFrom({ ...claude, name, command: ['claude', ...args] })
  rig.tools.push(tool)
}

async function begin(name = 'claude'): Promise<SessionId> {
  const id = await rig.app.create(name)
  await rig.app.shows(id, 'stand-in is ready')
  return id
}

/** Something happens in the tool: it runs its hooks for it. */
function happens(id: SessionId, event: string, payload: object): void {
  rig.app.type(id, `${event} ${JSON.stringify(payload)}\r`)
}

const folderOf = (id: SessionId): string => join(rig.data, 'hooks', id)
/** The folder of its run. */
function runFolderOf(id: SessionId): string {
  return join(folderOf(id), readdirSync(folderOf(id))[0] ?? 'none')
}
const eventsFileOf = (id: SessionId): string => join(runFolderOf(id), 'events.jsonl')

/** The command that the tool was given for an event. */
function commandOf(id: SessionId, event: string): string {
  const { hooks } = JSON.parse(readFileSync(join(runFolderOf(id), 'settings.json'), 'utf8'))
  return hooks[event].at(-1).hooks[0].command
}

const evidence = (id: SessionId): unknown => {
  const status = rig.app.manager.get(id)?.status
  return status === undefined ? null : [status.kind, status.evidence.source, status.evidence.rule]
}

async function shown(id: SessionId, kind: string, rule: string): Promise<void> {
  await pollFor(() => {
    expect(evidence(id)).toEqual([kind, 'hook', rule])
    return true
  })
}

describe('the hooks of a tool that runs', () => {
  test('tell its work, what it asks and the end of its turn, before anything of it is on the screen', async () => {
    const id = await begin()
    happens(id, 'UserPromptSubmit', { session_id: 'c1', prompt: 'do it' })
    await shown(id, 'working', 'UserPromptSubmit')
    happens(id, 'PermissionRequest', { tool_name: 'Bash', tool_input: { command: 'rm -rf build' } })
    await shown(id, 'waiting', 'PermissionRequest')
    const { status } = rig.app.manager.get(id) ?? {}
    expect(status).toMatchObject({ reason: 'approval', question: expect.stringContaining('rm -rf build') })
    expect(rig.app.manager.waitingCount()).toBe(1)
    happens(id, 'Stop', { session_id: 'c1', background_tasks: [] })
    await shown(id, 'idle', 'Stop')
    expect(rig.app.manager.views()[0]?.unseen).toBe(true)
  })

  test('are told apart by their session', async () => {
    const [one, two] = [await begin(), await begin()]
    happens(two, 'PermissionRequest', { tool_name: 'Bash', tool_input: { command: 'ls' } })
    await shown(two, 'waiting', 'PermissionRequest')
    expect(rig.app.status(one)).not.toBe('waiting')
    happens(one, 'Stop', {})
    await shown(one, 'idle', 'Stop')
    expect(rig.app.status(two)).toBe('waiting')
  })

  test('name the conversation that is picked up at the next start', async () => {
    const id = await begin()
    happens(id, 'UserPromptSubmit', { session_id: '0b1c2d3e-aaaa-4bbb-8ccc-0123456789ab' })
    await shown(id, 'working', 'UserPromptSubmit')
    expect(rig.app.manager.get(id)?.record.resumeToken).toBe('0b1c2d3e-aaaa-4bbb-8ccc-0123456789ab')
    happens(id, 'UserPromptSubmit', { session_id: '--no; rm' })
    happens(id, 'Stop', { session_id: '--no; rm' })
    await shown(id, 'idle', 'Stop')
    expect(rig.app.manager.get(id)?.record.resumeToken).toBe('0b1c2d3e-aaaa-4bbb-8ccc-0123456789ab')
  })

  test('run beside those that the user gives it', async () => {
    const mine = { Stop: [{ hooks: [{ type: 'command', command: `echo mine >'${rig.home}/told'` }] }] }
    writeFileSync(join(rig.home, 'mine.json'), JSON.stringify({ hooks: mine }))
    addClaude('settled', '--settings', 'mine.json')
    const id = await begin('settled')
    happens(id, 'Stop', {})
    await shown(id, 'idle', 'Stop')
    expect(readFileSync(join(rig.home, 'told'), 'utf8')).toBe('mine\n')
    expect(JSON.parse(readFileSync(join(rig.home, 'mine.json'), 'utf8'))).toEqual({ hooks: mine })
  })

  test('are left out where the user’s settings cannot be read, which is said once for a tool', async () => {
    addClaude('broken', '--settings', '{"hooks":[]}')
    const noticed = (): number =>
      rig.app.notices.list().filter((notice) => notice.id.startsWith('hooks-')).length
    const id = await rig.app.create('broken')
    await rig.app.shows(id, 'stand-in is ready')
    expect(existsSync(folderOf(id))).toBe(false)
    expect(noticed()).toBe(1)
    for (const { id: notice } of rig.app.notices.list()) rig.app.notices.dismiss(notice)
    await rig.app.create('broken')
    expect(noticed()).toBe(0)
  })
})

describe('when the tool has ended', () => {
  test('nothing follows: what its hooks still say is written nowhere and heard by nobody', async () => {
    const id = await begin()
    happens(id, 'UserPromptSubmit', {})
    await shown(id, 'working', 'UserPromptSubmit')
    const late = commandOf(id, 'PermissionRequest')
    const events = eventsFileOf(id)
    happens(id, 'exit', {})
    await rig.app.until(id, 'exited')
    await pollFor(() => !existsSync(events))
    expect(spawnSync('/bin/sh', ['-c', late], { input: '{}' }).status).toBe(0)
    expect(existsSync(events)).toBe(false)
    writeFileSync(events, 'PermissionRequest {"tool_name":"Bash"}\n')
    // Another session is heard meanwhile: whoever listened would have been told by then.
    const other = await begin()
    happens(other, 'Stop', {})
    await shown(other, 'idle', 'Stop')
    expect(evidence(id)).toEqual(['exited', 'process', 'exit'])
  })

  test('its next run is not told by a hook of the run before', async () => {
    const id = await begin()
    const late = commandOf(id, 'PermissionRequest')
    happens(id, 'exit', {})
    await rig.app.until(id, 'exited')
    expect(await rig.app.manager.start(id)).toMatchObject({ ok: true })
    await pollFor(() => rig.app.status(id) !== 'exited' && existsSync(join(runFolderOf(id), 'settings.json')))
    expect(commandOf(id, 'PermissionRequest')).not.toBe(late)
    spawnSync('/bin/sh', ['-c', late], { input: '{"tool_name":"Bash"}' })
    expect(readFileSync(eventsFileOf(id), 'utf8')).toBe('')
    await pollFor(async () => (await rig.app.host.text(id)).match(/stand-in is ready/gu)?.length === 2)
    happens(id, 'Stop', {})
    await shown(id, 'idle', 'Stop')
  })

  test('its files are gone with the session, and with those that are no longer kept', async () => {
    const [closed, kept] = [await begin(), await begin()]
    expect(existsSync(folderOf(closed))).toBe(true)
    await rig.app.manager.close(closed, { confirmed: true })
    await pollFor(() => !existsSync(folderOf(closed)))
    expect(existsSync(folderOf(kept))).toBe(true)
    mkdirSync(join(rig.data, 'hooks', 'nobody'))
    await rig.app.manager.shutdown()
    await rig.nextApp()
    await pollFor(() => !existsSync(join(rig.data, 'hooks', 'nobody')))
    expect(existsSync(folderOf(kept))).toBe(true)
  })
})
