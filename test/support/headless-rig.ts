import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSessionId } from '../../app/session/session.ts'
import { childEnvironment } from '../../main/environment/child-environment.ts'
import { systemClock, type Clock } from '../../main/base/clock.ts'
import {
  runHeadlessCommand,
  type HeadlessRequest,
  type HeadlessRun,
} from '../../main/session/headless/run-headless.ts'
import { openJournal } from '../../main/process/run-journal.ts'
import { createProcessTable } from '../../main/process/create-process-table.ts'
import { systemRandom } from '../../main/base/random.ts'
import { followRuns } from '../../main/process/runs.ts'
import { pollFor } from './poll.ts'

type Choice = Partial<Omit<HeadlessRequest, 'argv' | 'life'>>

/** Runs real commands as a session's headless prompts, in a folder of their own. */
export class HeadlessRig {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'roost-headless-')))
  readonly sessionId = makeSessionId(1, 'headless')
  /** What was shown, run after run. */
  readonly shown: string[] = []
  readonly #processes = createProcessTable(process.platform, systemClock)
  readonly #control = { processes: this.#processes, clock: systemClock, excluded: new Set([process.pid]) }
  readonly #journalPath = join(this.folder, 'running.json')
  readonly runs = followRuns(
    this.#control,
    openJournal(this.#journalPath, this.#processes.bootId, systemClock, () => undefined),
    systemRandom,
  )

  /** The text that was shown so far. */
  get text(): string {
    return this.shown.join('')
  }

  start(argv: HeadlessRequest['argv'], choice: Choice = {}, clock: Clock = systemClock): HeadlessRun {
    const run = this.runs.begin(this.sessionId)
    const user = { PATH: process.env['PATH'] ?? '', HOME: this.folder }
    const { platform } = process
    const { marker } = run
    const id = this.sessionId
    const facts = { id, marker, token: 'token', appVersion: '0', platform, cliEnvironment: {} }
    return runHeadlessCommand(
      { ...this.#control, clock, runs: this.runs, platform },
      {
        argv,
        run,
        workdir: this.folder,
        environment: childEnvironment(user, facts),
        stdin: null,
        format: 'text',
        idleMs: null,
        totalMs: null,
        onText: (text) => this.#show(text),
        ...choice,
      },
    )
  }

  /** Runs a bash script; in it `seen 2` waits until two texts have been shown. */
  bash(script: string, choice: Choice = {}): HeadlessRun {
    const seen = 'seen() { until [ -e "$HOME/seen-$1" ]; do sleep 0.01; done; }'
    return this.start(['bash', '-c', `${seen}; ${script}`], choice)
  }

  /** The pid that a script wrote to this file, once it did. */
  pid(name: string): Promise<number> {
    const path = join(this.folder, name)
    return pollFor(() => existsSync(path) && Number(readFileSync(path, 'utf8')), {
      what: `the pid in ${name}`,
    })
  }

  /** Resolves once this has been shown. */
  shows(text: string): Promise<true> {
    return pollFor(() => this.text.includes(text), { what: `the text ${text}` })
  }

  /** How many runs the journal holds. */
  get journalled(): number {
    const file: unknown = JSON.parse(readFileSync(this.#journalPath, 'utf8'))
    return typeof file === 'object' && file !== null && 'runs' in file && Array.isArray(file.runs)
      ? file.runs.length
      : 0
  }

  #show(text: string): void {
    this.shown.push(text)
    writeFileSync(join(this.folder, `seen-${this.shown.length}`), '')
  }

  async dispose(): Promise<void> {
    await this.runs.end(this.sessionId, null)
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Whether a process lives; a zombie does not. */
export function isUp(pid: number): boolean {
  try {
    return !/\) [ZX] /u.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
