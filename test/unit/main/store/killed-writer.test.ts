import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleProgram } from '../../../support/bundle.ts'
import { pollFor } from '../../../support/poll.ts'

const folder = mkdtempSync(join(tmpdir(), 'roost-killed-'))
let script: string

beforeAll(async () => {
  script = await bundleProgram('write-loop')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function startWriter(): { child: ChildProcess; said: () => string } {
  let text = ''
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' }
  const child = spawn(process.execPath, [script, folder], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
  return { child, said: () => text }
}

test('killed at any moment of a write, the file is whole and holds the last save that was told', async () => {
  let lastSaved = 0
  for (let round = 1; round <= 6; round++) {
    const { child, said } = startWriter()
    const loaded = Number(await pollFor(() => /loaded (\d+)/u.exec(said())?.[1]))
    expect(loaded).toBeGreaterThanOrEqual(lastSaved)
    await pollFor(() => said().split('\n').length > round * 2)
    child.kill('SIGKILL')
    await pollFor(() => child.signalCode !== null)
    lastSaved = Number(/saved (\d+)\n[^\n]*$/u.exec(said())?.[1] ?? 0)
    expect(lastSaved).toBeGreaterThan(0)
  }
  const { child, said } = startWriter()
  expect(Number(await pollFor(() => /loaded (\d+)/u.exec(said())?.[1]))).toBeGreaterThanOrEqual(lastSaved)
  child.kill('SIGKILL')
  await pollFor(() => child.signalCode !== null)
  expect(JSON.parse(readFileSync(join(folder, 'sessions.json'), 'utf8'))).toHaveProperty('counter')
  expect(readdirSync(folder).filter((name) => name.includes('corrupt'))).toEqual([])
  expect(statSync(join(folder, 'sessions.json')).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})
