import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import { presets } from '../../../../../app/tool/presets/presets.ts'
import { repositoryRoot } from '../../../../support/electron-path.ts'
import { pollFor } from '../../../../support/poll.ts'
import { SessionRig, type App } from '../../../../support/session-rig.ts'

const program = join(repositoryRoot, 'test/agents/fake-agent.mjs')
let rig: SessionRig
let app: App

beforeEach(() => {
  rig = new SessionRig()
})
afterEach(() => rig.dispose())

/** Claude Code as its preset has it, whose program is a stand-in that says and draws this. */
async function startWith(version: string, look: string): Promise<SessionId> {
  const bin = join(rig.home, 'bin')
  mkdirSync(bin)
  const words = `FAKE_AGENT_SIGNALS=none FAKE_AGENT_LOOK=${look} FAKE_AGENT_VERSION='${version}'`
  const note = `case "$*" in *--version*) echo asked >> '${rig.home}/asked';; esac`
  const start = `${words} exec '${process.execPath}' '${program}' --as claude "$@"`
  writeFileSync(join(bin, 'claude'), `#!/bin/sh\n${note}\n${start}\n`, { mode: 0o755 })
  writeFileSync(join(rig.home, 'asked'), '')
  rig.tools.push(...presets.filter(({ name }) => name === 'claude'))
  rig.path = `${bin}:${rig.path}`
  writeFileSync(join(rig.home, '.bash_profile'), `export PATH='${rig.path}'\n. ~/.bashrc\n`)
  app = await rig.nextApp()
  return app.create('claude')
}

const view = (id: SessionId) => app.manager.view(id)
const asked = () => readFileSync(join(rig.home, 'asked'), 'utf8').split('\n').length - 1
const told = () => app.notices.list().filter(({ id }) => id.startsWith('doubt-'))

/** It is at work on a screen that no rule knows, until that has been so for a minute. */
async function workUnknown(id: SessionId): Promise<void> {
  await app.shows(id, '? for shortcuts')
  app.type(id, 'work 60\r')
  await app.shows(id, 'Thinking for')
  await pollFor(
    () => {
      // In steps, since a timer that is late by more is taken for a sleep of the machine.
      app.clock.skip(1500)
      return view(id)?.doubt?.installed
    },
    { what: 'a doubt, and the version' },
  )
}

test('an agent that changed its words is a guess, its version is asked, and the user told once', async () => {
  const id = await startWith('2.1.340 (Claude Code)', 'renamed')
  await app.shows(id, '? for shortcuts')
  const before = asked()
  await workUnknown(id)
  expect(asked()).toBe(before + 1)
  expect(view(id)).toMatchObject({
    status: { certainty: 'guess' },
    doubt: { kind: 'unrecognised', installed: '2.1.340', measured: '2.1.332' },
  })
  expect(told()).toMatchObject([
    { level: 'info', message: 'Claude Code 2.1.340 is newer than Roost’s rules (2.1.332).' },
  ])

  app.notices.dismiss(told()[0]?.id ?? '')
  const other = await app.create('claude')
  await workUnknown(other)
  expect(view(other)?.doubt).toMatchObject({ kind: 'unrecognised', installed: '2.1.340' })
  expect(told()).toEqual([])
  // Once for its hooks, as every start asks.
  expect(asked()).toBe(before + 2)
})

test('one of a known version is not recognised, and nothing is said of an update', async () => {
  const id = await startWith('2.1.332 (Claude Code)', 'renamed')
  await workUnknown(id)
  expect(told()).toMatchObject([{ message: 'Roost does not recognize what Claude Code 2.1.332 shows.' }])
})

test('one whose words are known is asked for its version only when somebody asks why', async () => {
  const id = await startWith('2.1.340', 'claude')
  await app.until(id, 'idle')
  expect(app.session(id).versions).toEqual({ installed: null, measured: '2.1.332' })
  const before = asked()
  await app.session(id).askVersion()
  expect(asked()).toBe(before + 1)
  expect(app.session(id).versions).toEqual({ installed: '2.1.340', measured: '2.1.332' })
  expect(view(id)?.doubt).toBeNull()
})
