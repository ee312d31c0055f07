import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../main/base/clock.ts'
import { createFindProgram } from '../../main/environment/find-program.ts'
import type { CommandLineReading } from '../../app/screen/command-line.ts'
import type { SessionId } from '../../app/session/session.ts'
import { isLineBegun } from '../../main/session/delivery/type-text.ts'
import { placeOf } from '../../main/pty-host/program/process-place.ts'
import type { ScreenFrame } from '../../main/pty-host/protocol/protocol.ts'
import { HostRig, PageRig } from './hosted.ts'
import { pollFor } from './poll.ts'
import { SkippingClock } from './skipping-clock.ts'

export type ShellStart = {
  readonly program: string
  readonly args: readonly string[]
  /** Files in its home, by their names. */
  readonly files?: Readonly<Record<string, string>>
}

/** Why tests with a program cannot run here, which is also printed; null where they can. */
export function whyNotHere(program: string): string | null {
  const why = reasonAgainst(program)
  if (why !== null) console.log(`skipped: ${why}`)
  return why
}

function reasonAgainst(program: string): string | null {
  if (process.platform !== 'linux') return 'whose terminal a process has in front is known on Linux only'
  const { error } = spawnSync(program, ['--version'])
  return error === undefined ? null : `${program} is not installed here (${error.message})`
}

/** A real shell in a real host, and a user who types into it. */
export class ShellRig {
  readonly host: HostRig
  readonly page: PageRig
  readonly id: SessionId
  readonly #clock = new SkippingClock()
  #asked = 1_000_000
  #pid = 0

  readonly #command: Pick<ShellStart, 'program' | 'args'>

  constructor({ program, args, files = {} }: ShellStart) {
    this.#command = { program, args }
    this.host = new HostRig({ clock: this.#clock })
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.host.folder, name), text)
    this.id = this.host.open()
    this.page = new PageRig(this.host.host)
    this.page.attach(this.id)
  }

  /** Waits until its prompt is there and it waits for keys, long after that. Nothing has looked at its line. */
  async start(prompt: RegExp): Promise<void> {
    const { program, args } = this.#command
    const path = await createFindProgram(systemClock)(
      program,
      { PATH: process.env['PATH'] ?? '' },
      process.platform,
    )
    if (path === null) throw new Error(`${program} is not on PATH`)
    this.host.spawn(this.id, path, args)
    const spawned = await this.host.event('spawned', ({ session }) => session === this.id)
    this.#pid = spawned.pid
    const isThere = (): boolean => prompt.test(this.page.text()) && placeOf(this.#pid) !== 'running'
    await pollFor(isThere, { what: 'the prompt' })
    this.#clock.skip(5000)
  }

  /** @param until what the screen shows then; or that a program runs, or the cursor is on another row */
  async type(keys: string, until?: RegExp | 'runs' | 'next row'): Promise<void> {
    const { row } = await this.frame()
    this.page.input(keys)
    const isSo = async (): Promise<boolean> => {
      if (until === undefined) return true
      if (until === 'runs') return placeOf(this.#pid) === 'behind'
      if (until === 'next row') return (await this.frame()).row > row
      return until.test(await this.host.text(this.id))
    }
    await pollFor(isSo, { what: `${String(until)} after ${JSON.stringify(keys)}` })
  }

  async frame(): Promise<ScreenFrame> {
    this.#asked += 1
    const of = this.#asked
    this.host.send({ type: 'readFrame', id: of, session: this.id, mark: false })
    const { frame } = await this.host.event('frame', (event) => event.id === of)
    if (frame === null) throw new Error('the session is gone')
    return frame
  }

  /** Seconds pass at each look, until the line reads so. @returns all that it was read as */
  async readsAs(reading: CommandLineReading): Promise<readonly CommandLineReading[]> {
    const seen: CommandLineReading[] = []
    await pollFor(
      async () => {
        this.skip()
        seen.push((await this.frame()).commandLine)
        return seen.at(-1) === reading
      },
      { what: `a line that is ${reading}`, timeoutMs: 8000 },
    )
    return seen
  }

  /** Whether what the shell shows at rest is taken for a draft, at each of some looks. */
  async drafts(): Promise<readonly boolean[]> {
    await pollFor(() => placeOf(this.#pid) === 'resting', { what: 'the shell at rest' })
    const seen: boolean[] = []
    for (let look = 0; look < 3; look++) {
      this.skip()
      seen.push(isLineBegun(await this.frame()))
    }
    return seen
  }

  /** Longer than a busy program draws a key. */
  skip(): void {
    this.#clock.skip(3000)
  }

  dispose(): Promise<void> {
    return this.host.dispose()
  }
}
