import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../../main/base/clock.ts'
import { closeBudgetMs } from '../../../../main/process/terminate-tree.ts'
import { createProcessTable } from '../../../../main/process/create-process-table.ts'
import { pollFor } from '../../../support/poll.ts'
import { SessionRig } from '../../../support/session-rig.ts'

let rig: SessionRig

beforeEach(async () => {
  rig = new SessionRig()
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

/** What a user may have left running in a shell; each writes its pid where it is found again. */
const jobs = {
  background: 'sleep 1000 & echo $! > background.pid',
  nohup: 'nohup sleep 1000 > /dev/null 2>&1 & echo $! > nohup.pid',
  setsid: 'setsid bash -c "echo \\$\\$ > setsid.pid; exec sleep 1000"',
  hupIgnored: `bash -c "trap '' HUP; echo \\$\\$ > hupIgnored.pid; sleep 1000; true" &`,
  termIgnored: `bash -c "trap '' HUP TERM; echo \\$\\$ > termIgnored.pid; while :; do sleep 1; done" &`,
  doubleFork: `( setsid bash -c "(trap '' HUP TERM; echo \\$BASHPID > doubleFork.pid; while :; do sleep 1; done) &" & )`,
  disowned: 'sleep 1000 & disown; echo $! > disowned.pid',
} as const
const names = Object.keys(jobs)

async function startJobs(id: Awaited<ReturnType<typeof rig.app.create>>): Promise<number[]> {
  await rig.app.until(id, 'idle')
  rig.app.type(id, 'cd ~\r')
  for (const [name, command] of Object.entries(jobs)) {
    rig.app.type(id, `${command}${command.includes('setsid bash') && !command.includes('(') ? ' &' : ''}\r`)
    await pollFor(() => pidIn(name), { what: `the job ${name}` })
  }
  return names.map((name) => pidIn(name) ?? 0)
}

function pidIn(name: string): number | null {
  const path = join(rig.home, `${name}.pid`)
  const pid = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0
  return pid > 1 ? pid : null
}

function isUp(pid: number): boolean {
  try {
    return !/\) [ZX] /u.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

test('the budget of a close stays below five seconds', () => {
  const { polite, hangUp, terminate, kill } = closeBudgetMs
  expect(polite + hangUp + terminate + kill).toBeLessThan(5000)
})

test('closing a session ends all it started: in the background, detached, deaf to hang-up and to the end', async () => {
  const id = await rig.app.create()
  const pids = await startJobs(id)
  expect(pids.every(isUp)).toBe(true)
  await rig.app.manager.close(id, { confirmed: true })
  await pollFor(() => !pids.some(isUp), { what: 'the end of all jobs', timeoutMs: 5000 })
  expect(rig.app.notices.list()).toEqual([])
})

test('closing one session leaves the processes of another and of anybody else alone', async () => {
  const [kept, closed] = [await rig.app.create(), await rig.app.create()]
  const bystander: ChildProcess = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' })
  try {
    await rig.app.until(kept, 'idle')
    rig.app.type(kept, 'cd ~; sleep 1000 & echo $! > kept.pid\r')
    const keptPid = await pollFor(() => pidIn('kept'))
    const pids = await startJobs(closed)
    await rig.app.manager.close(closed, { confirmed: true })
    await pollFor(() => !pids.some(isUp), { timeoutMs: 8000 })
    expect(isUp(keptPid)).toBe(true)
    expect(isUp(bystander.pid ?? 0)).toBe(true)
    expect(rig.app.status(kept)).toBe('idle')
  } finally {
    bystander.kill('SIGKILL')
  }
})

test('what an ended shell left in the background ends when its tab is closed, once the user says so', async () => {
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  rig.app.type(id, 'cd ~; nohup sleep 1000 >/dev/null 2>&1 & echo $! > ~/left.pid; sleep 0.2; exit\r')
  await rig.app.until(id, 'exited')
  const pid = await pollFor(() => pidIn('left'))
  expect(isUp(pid)).toBe(true)
  expect(await rig.app.manager.close(id, { confirmed: false })).toEqual({ ok: true, value: 'asks' })
  expect(isUp(pid)).toBe(true)
  await rig.app.manager.close(id, { confirmed: true })
  await pollFor(() => !isUp(pid))
})

test('an agent is asked to go by its own keys before anything else', async () => {
  rig.addTool(
    'agent',
    `trap 'echo asked >> ~/said; exit 0' INT; trap 'echo hung-up >> ~/said' HUP; echo up; while :; do sleep 0.1; done`,
  )
  const id = await rig.app.create('agent')
  await rig.app.shows(id, 'up')
  await rig.app.manager.close(id, { confirmed: true })
  await rig.app.manager.shutdown()
  expect(readFileSync(join(rig.home, 'said'), 'utf8')).toBe('asked\n')
})

test('an agent that does not go is ended all the same', async () => {
  rig.addTool('agent', `trap '' INT HUP TERM; echo $$ > ~/stubborn.pid; echo up; while :; do sleep 0.1; done`)
  const id = await rig.app.create('agent')
  await rig.app.shows(id, 'up')
  const pid = await pollFor(() => pidIn('stubborn'))
  await rig.app.manager.shutdown()
  expect(isUp(pid)).toBe(false)
})

test('a session that is closed while it starts leaves nothing behind', async () => {
  rig.addTool('agent', `echo $$ > ~/early.pid; trap '' HUP INT; while :; do sleep 0.1; done`)
  const id = await rig.app.create('agent')
  await rig.app.manager.close(id, { confirmed: true })
  await rig.app.manager.shutdown()
  const pid = pidIn('early')
  expect(pid === null || !isUp(pid)).toBe(true)
})

test('quitting ends every session at once, and the journal is empty then', async () => {
  const [first, second] = [await rig.app.create(), await rig.app.create()]
  await rig.app.until(first, 'idle')
  await rig.app.until(second, 'idle')
  const journal = join(rig.data, 'running.json')
  expect(readFileSync(journal, 'utf8')).toContain(first)
  await rig.app.manager.shutdown()
  expect(JSON.parse(readFileSync(journal, 'utf8'))).toMatchObject({ runs: [] })
})

test('what a dead app left running is told, keeps its session from starting, and ends when the user says so', async () => {
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  rig.app.type(id, `cd ~; setsid bash -c "trap '' HUP; echo \\$\\$ > ~/orphan.pid; exec sleep 1000" &\r`)
  const pid = await pollFor(() => pidIn('orphan'))
  // The app is killed: its ptys hang up, nothing else happens.
  const journal = readFileSync(join(rig.data, 'running.json'), 'utf8')
  await rig.app.host.dispose()
  const app = await rig.nextApp()
  expect(journal).toContain(id)
  expect(app.notices.list()).toMatchObject([{ id: 'left-running', actions: [{ id: 'end' }] }])
  expect(await app.manager.start(id)).toMatchObject({ ok: false, error: { code: 'session-left-running' } })
  await app.notices.act('left-running', 'end')
  expect(isUp(pid)).toBe(false)
  expect(app.notices.list()).toEqual([])
  expect(await app.manager.start(id)).toEqual({ ok: true, value: null })
  await app.until(id, 'idle')
})

test('the process table names this process by its pid, session and start, and sees no marker of ours in it', async () => {
  const table = createProcessTable(process.platform, systemClock)
  const own = await table.find(process.pid)
  expect(own?.ppid).toBe(process.ppid)
  expect(
    (await table.list()).some((one) => one.pid === process.pid && one.startTime === own?.startTime),
  ).toBe(true)
  expect(own !== null && table.isAlive(own)).toBe(true)
  expect(own !== null && table.isAlive({ ...own, startTime: own.startTime + 1 })).toBe(false)
  const child = spawn('sleep', ['1000'], { env: { ...process.env, ROOST_SESSION: 'abc' }, stdio: 'ignore' })
  await pollFor(async () => (await table.find(child.pid ?? 0))?.marker === 'abc')
  child.kill('SIGKILL')
})
