import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'vitest'
import { pollFor } from '../../../../support/poll.ts'
import { SessionRig } from '../../../../support/session-rig.ts'

let rig: SessionRig

beforeEach(() => {
  rig = new SessionRig()
})
afterEach(() => rig.dispose())

test('git is found where only the login shell of the user finds it', async () => {
  const folder = join(rig.home, 'repository')
  execFileSync('git', ['init', '-q', '-b', 'trunk', folder], { stdio: 'pipe' })
  const bin = join(rig.home, 'own bin')
  mkdirSync(bin)
  symlinkSync('/bin/bash', join(bin, 'bash'))
  writeFileSync(join(rig.home, '.bash_profile'), `export PATH='${rig.path}'\n. ~/.bashrc\n`)
  rig.path = bin
  const app = await rig.nextApp()
  await app.create('shell', folder)
  await pollFor(() => app.manager.views()[0]?.git?.branch === 'trunk', { what: 'the branch' })
})
