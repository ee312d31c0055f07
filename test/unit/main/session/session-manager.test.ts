import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { firstTerminalSize } from '../../../../app/terminal/terminal-size.ts'
import { descendsFrom } from '../../../../app/session/reach.ts'
import type { SessionId } from '../../../../app/session/session.ts'
import { translate } from '../../../../app/i18n/translate.ts'
import type { SessionChange } from '../../../../main/session/registry/session-registry.ts'
import { pollFor } from '../../../support/poll.ts'
import { SessionRig } from '../../../support/session-rig.ts'

let rig: SessionRig

beforeEach(async () => {
  rig = new SessionRig()
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

test('a session is kept before its process starts, and is ready when its shell is', async () => {
  const id = await rig.app.create()
  const kept: unknown = JSON.parse(readFileSync(join(rig.data, 'sessions.json'), 'utf8'))
  expect(kept).toMatchObject({ activeId: id, sessions: [{ id, toolName: 'shell', workdir: rig.home }] })
  expect(rig.app.status(id)).toBe('starting')
  await rig.app.until(id, 'idle')
  expect(rig.app.manager.get(id)?.status).toMatchObject({
    certainty: 'sure',
    evidence: { rule: 'foreground' },
  })
})

test('a shell works while a command has its terminal, and is ready again after it', async () => {
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  rig.app.type(id, 'sleep 100\r')
  await rig.app.until(id, 'working')
  rig.app.type(id, '\u0003')
  await rig.app.until(id, 'idle')
})

test('a command that ends while nobody looks leaves an unseen mark, which a look takes away', async () => {
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  rig.app.type(id, 'sleep 1\r')
  await rig.app.until(id, 'working')
  await rig.app.until(id, 'idle')
  expect(rig.app.manager.views()[0]?.unseen).toBe(true)
  rig.app.manager.setWindowFocused(true)
  expect(rig.app.manager.views()[0]?.unseen).toBe(false)
  rig.app.type(id, 'sleep 1\r')
  await rig.app.until(id, 'working')
  await rig.app.until(id, 'idle')
  expect(rig.app.manager.views()[0]?.unseen).toBe(false)
})

test('a session that no window makes has the size of the last one that a window made', async () => {
  const sizes = (): unknown => rig.app.host.sent.filter(({ type }) => type === 'open')
  const home = rig.home
  const first = await rig.app.manager.create('shell', home)
  const shown = await rig.app.manager.create('shell', home, { cols: 150, rows: 50 })
  const later = await rig.app.manager.create('shell', home)
  expect(sizes()).toMatchObject([
    { session: first.ok && first.value.id, ...firstTerminalSize },
    { session: shown.ok && shown.value.id, cols: 150, rows: 50 },
    { session: later.ok && later.value.id, cols: 150, rows: 50 },
  ])
})

test('why a tool was not started is said in the language of the user', async () => {
  const program = join(rig.home, 'mine')
  writeFileSync(program, '#!/bin/sh\nexec sleep 100\n', { mode: 0o755 })
  rig.addTool('mine', '', { command: [program], kind: 'command' })
  rig.locale = 'ru'
  const app = await rig.nextApp()
  const id = await app.create('mine')
  const problem = { kind: 'program-closed', path: program } as const
  app.host.tell({ type: 'spawnFailed', session: id, problem })
  expect(app.manager.get(id)?.status).toMatchObject({
    kind: 'failed',
    message: `Инструмент не удалось запустить (нет права запускать ${program}).`,
  })

  rmSync(program)
  const later = await rig.nextApp()
  await later.manager.prompts.send([id], { text: 'go', images: [] })
  await later.until(id, 'failed')
  expect(later.manager.get(id)?.status).toMatchObject({
    message: translate('ru', 'error.tool-missing'),
  })
})

test('what is wrong with a choice is said in words before anything starts', async () => {
  const { manager } = rig.app
  const file = join(rig.home, 'file')
  writeFileSync(file, '')
  rig.addTool('gone', 'true')
  const choose = async (toolName: string, folder: string): Promise<string> => {
    const created = await manager.create(toolName, folder)
    return created.ok ? 'created' : created.error.code
  }
  expect(await choose('shell', join(rig.home, 'nowhere'))).toBe('folder-missing')
  expect(await choose('shell', file)).toBe('folder-file')
  expect(await choose('shell', 'relative')).toBe('folder-relative')
  expect(await choose('unheard-of', rig.home)).toBe('tool-unknown')
  expect(manager.views()).toEqual([])
  expect(rig.app.host.sent.filter((command) => command.type === 'spawn')).toEqual([])
})

test('a tool that is not on PATH is said to be missing', async () => {
  rig.tools.push(...rig.tools.map((tool) => ({ ...tool, command: ['no-such-program-anywhere'] })).slice(0, 1))
  const created = await rig.app.manager.create('shell', '~')
  expect(created.ok).toBe(true)
  rig.addTool('absent', 'true')
  const absent = rig.tools.at(-1)
  if (absent !== undefined) rig.tools.push({ ...absent, name: absent.name, command: ['no-such-program'] })
  rig.tools.splice(rig.tools.length - 2, 1)
  const missing = await rig.app.manager.create('absent', '~')
  expect(missing).toMatchObject({ ok: false, error: { code: 'tool-missing' } })
})

test('a process that ends by itself leaves its code, its text and the offer to start it again', async () => {
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  await rig.app.run(id, 'echo the-last-words; exit 3', 'the-last-words')
  await rig.app.until(id, 'exited')
  expect(rig.app.manager.get(id)?.status).toMatchObject({ exitCode: 3, signal: null })
  expect(rig.app.manager.get(id)?.record.exit).toMatchObject({ exitCode: 3 })
  expect(await rig.app.manager.start(id)).toEqual({ ok: true, value: null })
  await rig.app.until(id, 'idle')
  await rig.app.shows(id, 'the-last-words')
})

test('a session that runs is not started twice', async () => {
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  expect(await rig.app.manager.start(id)).toMatchObject({ ok: false, error: { code: 'session-running' } })
})

test('a folder that has gone keeps a session from starting, and says so', async () => {
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  await rig.app.manager.shutdown()
  writeFileSync(
    join(rig.data, 'sessions.json'),
    readFileSync(join(rig.data, 'sessions.json'), 'utf8').replaceAll('/home"', '/gone"'),
  )
  const app = await rig.nextApp()
  expect(await app.manager.start(id)).toMatchObject({ ok: false, error: { code: 'session-folder-gone' } })
})

test('after a restart tabs come back in their order, dormant, with their names and last status', async () => {
  const { manager } = rig.app
  const [first, second, third] = [await rig.app.create(), await rig.app.create(), await rig.app.create()]
  for (const id of [first, second, third]) await rig.app.until(id, 'idle')
  manager.rename(second, '  my \u0007work ')
  manager.move(third, 0)
  manager.setActive(first)
  await manager.shutdown()
  const app = await rig.nextApp()
  expect(app.manager.views().map((view) => view.id)).toEqual([third, first, second])
  expect(app.manager.views()[2]?.title).toBe('my work')
  expect(app.manager.views().map((view) => view.status)).toMatchObject(
    Array.from({ length: 3 }, () => ({ kind: 'dormant', last: 'idle' })),
  )
  expect(app.manager.activeSessionId).toBe(first)
  expect(app.manager.recentFolders()).toEqual([rig.home])
})

test('closing a session at work asks first', async () => {
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  rig.app.type(id, 'sleep 100\r')
  await rig.app.until(id, 'working')
  expect(rig.app.manager.atWork().map((view) => view.id)).toEqual([id])
  expect(await rig.app.manager.close(id, { confirmed: false })).toEqual({ ok: true, value: 'asks' })
  expect(await rig.app.manager.close(id, { confirmed: true })).toEqual({ ok: true, value: 'closed' })
  expect(rig.app.manager.views()).toEqual([])
})

test('a session that is asked to close twice at once is closed, and nobody hears that there is none', async () => {
  const { manager } = rig.app
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  const once = () => manager.close(id, { confirmed: false })
  expect(await Promise.all([once(), once()])).toEqual([
    { ok: true, value: 'closed' },
    { ok: true, value: 'closed' },
  ])
  expect(await once()).toMatchObject({ ok: false, error: { code: 'no-session' } })
})

test('who made a session is known also where the one between is closed, and after a restart', async () => {
  const first = await rig.app.create()
  const make = async (createdBy: SessionId) => {
    const made = await rig.app.manager.create('shell', rig.home, null, createdBy)
    if (!made.ok) throw new Error(made.error.message)
    return made.value.id
  }
  const second = await make(first)
  const third = await make(second)
  await rig.app.manager.close(second, { confirmed: true })
  const isDescendant = () => descendsFrom(third, first, (id) => rig.app.manager.creatorOf(id))
  expect(isDescendant()).toBe(true)
  await rig.app.manager.shutdown()
  await rig.nextApp()
  expect(isDescendant()).toBe(true)
})

test('the last closed session comes back with its name, dormant, and can be started', async () => {
  const { manager } = rig.app
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  manager.rename(id, 'mine')
  await manager.close(id, { confirmed: false })
  expect(manager.canReopen()).toBe(true)
  expect(await manager.reopenLast()).toEqual({ ok: true, value: id })
  expect(manager.views()).toMatchObject([{ id, title: 'mine', status: { kind: 'dormant' } }])
  expect(manager.canReopen()).toBe(false)
  expect(await manager.reopenLast()).toMatchObject({ ok: false, error: { code: 'nothing-closed' } })
  expect(await manager.start(id)).toEqual({ ok: true, value: null })
  await rig.app.until(id, 'idle')
})

test('a closed session gives its place on show to its neighbour', async () => {
  const { manager } = rig.app
  const [first, second, third] = [await rig.app.create(), await rig.app.create(), await rig.app.create()]
  manager.setActive(second)
  await manager.close(second, { confirmed: true })
  expect(manager.activeSessionId).toBe(third)
  await manager.close(third, { confirmed: true })
  expect(manager.activeSessionId).toBe(first)
  await manager.close(first, { confirmed: true })
  expect(manager.activeSessionId).toBeNull()
})

test('a tool gets its conversation back by the id it was given up front', async () => {
  rig.addTool('agent', 'echo "args: $*"; echo work; read -r line; echo "claimed"; exit 0', {
    resume: { upFrontArgs: ['--session-id', '{resume}'], resumeArgs: ['--resume', '{resume}'] },
    statusRules: [
      { id: 'busy', region: { kind: 'title' }, when: { regex: '^busy' }, claim: { kind: 'working' } },
    ],
    politeExit: [],
  })
  const id = await rig.app.create('agent')
  const token = rig.app.manager.get(id)?.record.resumeToken
  expect(token).toMatch(/^[0-9a-f-]{36}$/u)
  await rig.app.shows(id, `--session-id ${token}`)
  await rig.app.until(id, 'idle')
  await pollFor(() => rig.app.manager.views()[0]?.resumes)
})

test('a conversation that never began is not resumed: the next start has a new id', async () => {
  rig.addTool('agent', 'echo "args: $*"; read -r line', {
    resume: { upFrontArgs: ['--session-id', '{resume}'], resumeArgs: ['--resume', '{resume}'] },
    politeExit: [],
  })
  const id = await rig.app.create('agent')
  await rig.app.until(id, 'idle')
  rig.app.type(id, '\r')
  await rig.app.until(id, 'exited')
  expect(rig.app.manager.get(id)?.record.resumeToken).toBeNull()
})

test('a resume line that is printed at the polite end is kept, and used by the next start', async () => {
  const script = `
    trap 'printf "\\033[1mTo go on:\\033[0m\\r\\nagent --resume tok-42\\r\\n"; exit 0' INT
    case "$*" in *--resume*) echo "resumed with $*";; *) echo "began";; esac
    while :; do sleep 0.1; done`
  rig.addTool('agent', script, {
    resume: { resumeArgs: ['--resume', '{resume}'], pattern: String.raw`^agent --resume (?<token>\S+)` },
  })
  const id = await rig.app.create('agent')
  await rig.app.shows(id, 'began')
  await rig.app.manager.shutdown()
  const app = await rig.nextApp()
  expect(app.manager.get(id)?.record.resumeToken).toBe('tok-42')
  expect(app.manager.views()[0]?.resumes).toBe(true)
  await app.manager.start(id)
  await app.shows(id, 'resumed with --resume tok-42')
})

test('a conversation that cannot be picked up is told, and a new one begins only when the user says so', async () => {
  const script = `
    case "$*" in *--resume*) echo "no such conversation"; exit 1;; esac
    trap 'echo; echo "agent --resume tok-1"; exit 0' INT; echo "began"; while :; do sleep 0.1; done`
  rig.addTool('agent', script, {
    resume: { resumeArgs: ['--resume', '{resume}'], pattern: String.raw`^agent --resume (?<token>\S+)` },
  })
  const id = await rig.app.create('agent')
  await rig.app.shows(id, 'began')
  await rig.app.manager.shutdown()
  const app = await rig.nextApp()
  await app.manager.start(id)
  await app.until(id, 'exited')
  expect(app.notices.list()).toMatchObject([{ sessionId: id, actions: [{ id: 'fresh' }] }])
  expect(app.manager.get(id)?.record.resumeToken).toBe('tok-1')
  await app.notices.act(app.notices.list()[0]?.id ?? '', 'fresh')
  await app.shows(id, 'began')
})

test('a host that dies leaves failed sessions with their place, ends what it left, and they start again', async () => {
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  const stubborn = join(rig.home, 'stubborn.pid')
  const script = `trap '' HUP; echo $$ > ${stubborn}; exec sleep 1000`
  await rig.app.run(
    id,
    `setsid bash -c "${script.replaceAll('$', String.raw`\$`)}" & sleep 0.3; echo is-up`,
    'is-up',
  )
  const pid = await pollFor(() => Number(readFileSync(stubborn, 'utf8')))
  await rig.app.host.crash()
  expect(rig.app.manager.get(id)?.status).toMatchObject({ kind: 'failed', reason: 'crash' })
  expect(rig.app.manager.views()[0]?.status).toMatchObject({ message: expect.stringContaining('terminals') })
  await pollFor(() => !isUp(pid), { what: 'the end of what the host left' })
  rig.app.host.restart()
  const notice = rig.app.notices.list().find((one) => one.id === 'host')
  await rig.app.notices.act(notice?.id ?? '', 'start')
  await rig.app.until(id, 'idle')
})

test('the message of a dead host goes when what it ran was started again, also one by one', async () => {
  const ids = [await rig.app.create(), await rig.app.create()]
  for (const id of ids) await rig.app.until(id, 'idle')
  await rig.app.host.crash()
  rig.app.host.restart()
  for (const id of ids) {
    expect(rig.app.notices.list()).toMatchObject([{ id: 'host' }])
    expect((await rig.app.manager.start(id)).ok).toBe(true)
    await rig.app.until(id, 'idle')
  }
  expect(rig.app.notices.list()).toEqual([])
})

test('a session whose output took the host with it is named, with the place of its text', async () => {
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  rig.app.manager.rename(id, 'the bad one')
  await rig.app.host.crash({ session: id, folder: '/data/screens/set-aside-1' })
  const [first, second] = rig.app.notices.list()
  expect(first).toMatchObject({ sessionId: id, message: expect.stringContaining('the bad one') })
  expect(first?.hint).toContain('/data/screens/set-aside-1')
  expect(second?.id).toBe('host')
  rig.app.host.restart()
  await rig.app.host.crash({ session: id, folder: null })
  const again = rig.app.notices.list().filter(({ sessionId }) => sessionId === id)
  expect(again).toHaveLength(1)
  expect(again[0]?.hint).toContain('None of it had been saved')
})

test('a session that is made while the host is down starts when it is back', async () => {
  await rig.app.host.crash()
  const making = rig.app.create()
  rig.app.host.restart()
  await rig.app.until(await making, 'idle')
})

test('where no session is on show, each is there still, and can be shown', async () => {
  const id = await rig.app.create()
  const changes: SessionChange[] = []
  rig.app.manager.onSessionChange((change) => changes.push(change))
  rig.app.manager.showNone()
  expect(changes).toEqual([{ kind: 'active' }])
  expect([rig.app.manager.active(), rig.app.manager.has(id)]).toEqual([null, true])
  rig.app.manager.setActive(id)
  expect(rig.app.manager.activeSessionId).toBe(id)
})

test('every change is told once, and tells no more than it says', async () => {
  const changes: SessionChange[] = []
  rig.app.manager.onSessionChange((change) => changes.push(change))
  const id = await rig.app.create()
  expect(changes.map((change) => change.kind)).toEqual(['session', 'active', 'recentFolders'])
  await rig.app.until(id, 'idle')
  changes.length = 0
  rig.app.manager.rename(id, 'new name')
  expect(changes).toEqual([{ kind: 'session', id }])
  changes.length = 0
  rig.app.manager.setActive(id)
  expect(changes).toEqual([])
})

test('nothing starts while the app closes', async () => {
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  await rig.app.manager.shutdown()
  expect(await rig.app.manager.start(id)).toMatchObject({ ok: false, error: { code: 'shutting-down' } })
  const created = await rig.app.manager.create('shell', '~')
  expect(created).toMatchObject({ ok: false, error: { code: 'shutting-down' } })
})

function isUp(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

test('a closed session is kept for a week, then it, its text and its prompts go', async () => {
  const [old, fresh] = [await rig.app.create(), await rig.app.create()]
  for (const id of [old, fresh]) {
    rig.app.manager.prompts.saveDraft(id, { text: 'half a thought', images: [] })
    await rig.app.manager.close(id, { confirmed: true })
  }
  await rig.app.manager.shutdown()
  const path = join(rig.data, 'sessions.json')
  const daysAgo = (days: number): number => Date.now() - days * 24 * 3600 * 1000
  const aged = readFileSync(path, 'utf8').replace(
    /("id": "s1-[\s\S]*?"closedAt": )\d+/u,
    (_, before: string) => `${before}${daysAgo(10)}`,
  )
  writeFileSync(
    path,
    aged.replace(/("seenAt": )\d+/u, (_, before: string) => `${before}${daysAgo(2)}`),
  )
  const app = await rig.nextApp()
  const forgotten = app.host.sent.filter((command) => command.type === 'forget')
  expect(forgotten).toEqual([{ type: 'forget', session: old, deleteText: true }])
  await pollFor(() => !existsSync(join(rig.data, 'prompts', `${old}.jsonl`)))
  expect(await app.manager.reopenLast()).toEqual({ ok: true, value: fresh })
  expect(app.manager.prompts.readDraft(fresh)).toMatchObject({ value: { text: 'half a thought' } })
  expect(app.manager.canReopen()).toBe(false)
})

test('a date that is ahead for one start removes nothing', async () => {
  const id = await rig.app.create()
  await rig.app.manager.close(id, { confirmed: true })
  await rig.app.manager.shutdown()
  const path = join(rig.data, 'sessions.json')
  const seenAt = (): number => Number(/"seenAt": (\d+)/u.exec(readFileSync(path, 'utf8'))?.[1])
  // As kept by a start a month ago, or found by one with a clock that is ahead by a month: it is the same.
  const monthAgo = Date.now() - 30 * 24 * 3600 * 1000
  const text = readFileSync(path, 'utf8').replace(
    /("(?:closedAt|seenAt)": )\d+/gu,
    (_, before: string) => `${before}${monthAgo}`,
  )
  writeFileSync(path, text)
  const app = await rig.nextApp()
  await pollFor(() => seenAt() > monthAgo, { what: 'the date to be noted' })
  expect(app.host.sent.filter((command) => command.type === 'forget')).toEqual([])
  expect(await app.manager.reopenLast()).toEqual({ ok: true, value: id })
})

test('text that cannot be kept on disk is told until it can be again', async () => {
  const { app } = rig
  app.host.tell({ type: 'diskTrouble', trouble: { message: 'EACCES: permission denied', session: null } })
  expect(app.notices.list()).toMatchObject([
    { id: 'disk-text', hint: expect.stringContaining('EACCES: permission denied. ') },
  ])
  app.host.tell({ type: 'diskTrouble', trouble: null })
  expect(app.notices.list()).toEqual([])
  const full = 'ENOSPC: no space left on device, write'
  app.host.tell({ type: 'diskTrouble', trouble: { message: full, session: null } })
  expect(app.notices.list()).toMatchObject([{ hint: expect.not.stringContaining('ENOSPC') }])
})

test('text of one session alone that cannot be kept on disk is told with its name, in the same notice', async () => {
  const { app } = rig
  const id = await app.create()
  const title = app.manager.views()[0]?.title ?? 'none'
  app.host.tell({ type: 'diskTrouble', trouble: { message: 'EROFS: read-only file system', session: id } })
  expect(app.notices.list()).toMatchObject([
    { id: 'disk-text', sessionId: id, message: expect.stringContaining(title) },
  ])
  app.host.tell({ type: 'diskTrouble', trouble: { message: 'EROFS: read-only file system', session: null } })
  expect(app.notices.list()).toMatchObject([{ id: 'disk-text', message: expect.not.stringContaining(title) }])
})
