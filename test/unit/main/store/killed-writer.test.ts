import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleProgram } from '../../../support/bundle.ts'
import { pollFor } from '../../../support/poll.ts'

const folder = mkdtempSync(join(tmpdir(), 'roost-killed-'))
const programs = new Map<string, string>()

beforeAll(async () => {
  for (const name of ['write-loop', 'prompt-loop']) programs.set(name, await bundleProgram(name))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function startWriter(name: 'write-loop' | 'prompt-loop'): { child: ChildProcess; said: () => string } {
  let text = ''
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' }
  const args = [programs.get(name) ?? '', join(folder, name)]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
  return { child, said: () => text }
}

/** Kills the program in the middle of its work, again and again. */
async function killAgainAndAgain(name: 'write-loop' | 'prompt-loop'): Promise<void> {
  let lastSaved = 0
  for (let round = 1; round <= 6; round++) {
    const { child, said } = startWriter(name)
    const loaded = Number(await pollFor(() => /loaded (\d+)/u.exec(said())?.[1]))
    expect(loaded).toBeGreaterThanOrEqual(lastSaved)
    await pollFor(() => said().split('\n').length > round * 2)
    child.kill('SIGKILL')
    await pollFor(() => child.signalCode !== null)
    lastSaved = Number(/saved (\d+)\n[^\n]*$/u.exec(said())?.[1] ?? 0)
    expect(lastSaved).toBeGreaterThan(0)
  }
  const { child, said } = startWriter(name)
  expect(Number(await pollFor(() => /loaded (\d+)/u.exec(said())?.[1]))).toBeGreaterThanOrEqual(lastSaved)
  child.kill('SIGKILL')
  await pollFor(() => child.signalCode !== null)
  expect(readdirSync(join(folder, name)).filter((one) => one.includes('corrupt'))).toEqual([])
}

test('killed at any moment of a write, the file is whole and holds the last save that was told', async () => {
  await killAgainAndAgain('write-loop')
  const data = join(folder, 'write-loop')
  expect(JSON.parse(readFileSync(join(data, 'sessions.json'), 'utf8'))).toHaveProperty('counter')
  expect(statSync(join(data, 'sessions.json')).mode & 0o777).toBe(0o600)
  expect(statSync(data).mode & 0o777).toBe(0o700)
})

test('killed at any moment, a session’s file of prompts holds the last that was told to be kept', async () => {
  await killAgainAndAgain('prompt-loop')
})
