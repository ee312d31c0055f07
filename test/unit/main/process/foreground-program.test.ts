import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { ForegroundProgram } from '../../../../app/session/foreground.ts'
import { ForegroundProgramLook } from '../../../../main/process/foreground-program.ts'
import { pollFor } from '../../../support/poll.ts'
import { openPtyTerminal, type PtyTerminal } from '../../../support/pty-terminal.ts'

describe.skipIf(process.platform !== 'linux')('what is in front of a real bash', () => {
  let bash: PtyTerminal | null = null
  const folder = mkdtempSync(join(tmpdir(), 'roost-front-'))
  afterEach(() => {
    bash?.dispose()
    bash = null
  })
  const begin = async (isKnown: (name: string) => boolean = () => false) => {
    bash = openPtyTerminal('bash', ['--norc', '-i'], { env: { PS1: 'ready> ' } })
    await bash.waitForText('ready> ')
    return new ForegroundProgramLook({ pid: bash.pty.pid, isShell: true }, 'linux', isKnown)
  }
  const until = async (look: ForegroundProgramLook, what: Partial<{ kind: string; names: string[] }>) =>
    pollFor(
      async () => {
        const seen = await look.now()
        expect(seen).toMatchObject(what)
        return seen
      },
      { what: JSON.stringify(what) },
    )

  it('is the shell at its prompt, a program by its name, and the shell again', async () => {
    const look = await begin()
    await until(look, { kind: 'shell' })
    bash?.type('sleep 1000\r')
    await until(look, { kind: 'program', names: ['sleep'] })
    bash?.type('\u0003')
    await until(look, { kind: 'shell' })
  })

  it('never has the name of the shell that has just forked', async () => {
    const look = await begin()
    const seen: (ForegroundProgram | null)[] = []
    for (let run = 0; run < 20; run += 1) {
      bash?.type('sleep 1000\r')
      await pollFor(async () => {
        const now = await look.now()
        seen.push(now)
        return now?.kind === 'program'
      })
      bash?.type('\u0003')
      await until(look, { kind: 'shell' })
    }
    const names = seen.flatMap((one) => (one?.kind === 'program' ? one.names : []))
    expect(new Set(names)).toEqual(new Set(['sleep']))
  })

  it('is a shell that was started in it once it waits, and what runs in that', async () => {
    const look = await begin()
    bash?.type('PS1="inner> " bash --norc -i\r')
    await bash?.waitForText('inner> ')
    await until(look, { kind: 'shell' })
    bash?.type('sleep 1000\r')
    await until(look, { kind: 'program', names: ['sleep'] })
  })

  it('is found below what started it, and not below what is known', async () => {
    const agent = join(folder, 'agent')
    writeFileSync(agent, 'sleep 1000\nexit\n')
    writeFileSync(join(folder, 'start'), `echo started\nbash ${agent}\nexit\n`)
    const look = await begin()
    bash?.type(`bash ${join(folder, 'start')}\r`)
    await pollFor(async () => {
      const now = await look.now()
      return now?.kind === 'program' && now.names.at(-1) === 'sleep' && now.names.length === 3
    })
    const shallow = new ForegroundProgramLook({ pid: bash?.pty.pid ?? 0, isShell: true }, 'linux', () => true)
    const seen = await shallow.now()
    expect(seen?.kind === 'program' ? seen.names.length : 0).toBe(1)
    const program = join(folder, 'start')
    expect(seen).toMatchObject({ known: { argv: ['bash', program] } })
  })

  it('is unknown once the process has gone', async () => {
    const look = await begin()
    bash?.type('exit\r')
    await bash?.exitCode()
    expect(await look.now()).toBe(null)
    rmSync(folder, { recursive: true })
  })
})
