import { isShellName, type ForegroundProgram } from '../../app/session/foreground.ts'
import { processName } from '../../app/session/process-name.ts'
import { OpenStat } from './open-stat.ts'
import { readStat, readText, type StatFields } from './proc-stat.ts'
import { runForOutput } from './run-for-output.ts'

/** Looks what is in front of one terminal, again and again. */
export class ForegroundProgramLook {
  readonly #pid: number
  readonly #platform: NodeJS.Platform
  readonly #own: OpenStat
  /** The process group of the last look, 0 before the first; what runs in it, and how often that was believed since. */
  #group = 0
  #leader: OpenStat | null = null
  #leaderName = ''
  #programs: Programs = { names: [] }
  #looks = 0
  readonly #isKnown: (name: string) => boolean
  readonly #isShell: boolean

  /**
   * @param pid the process that the terminal was made for
   * @param isShell whether that is a shell, which waits when it has the terminal for itself
   * @param isKnown whether a program of this name is looked for: what it has started is not looked at
   */
  constructor(
    { pid, isShell }: { readonly pid: number; readonly isShell: boolean },
    platform: NodeJS.Platform,
    isKnown: (name: string) => boolean,
  ) {
    this.#pid = pid
    this.#own = new OpenStat(pid)
    this.#isShell = isShell
    this.#platform = platform
    this.#isKnown = isKnown
  }

  /**
   * @returns null where it cannot be known: the process has gone, the platform has no such thing, or a process has just
   *   been made and does not run its own program yet
   */
  async now(): Promise<ForegroundProgram | null> {
    if (this.#platform === 'win32') return null
    try {
      return await this.#look()
    } catch {
      // Too many files are open: that says nothing of the terminal.
      return null
    }
  }

  /** It is not looked at any more. */
  close(): void {
    this.#own.close()
    this.#leader?.close()
  }

  async #look(): Promise<ForegroundProgram | null> {
    const groups = this.#platform === 'linux' ? groupsOf(this.#own.read()) : await askGroups(this.#pid)
    if (groups === null) return null
    const isNew = groups.foreground !== this.#group
    if (isNew) this.#begin(groups.foreground)
    if (this.#isShell && groups.foreground === groups.own) return { kind: 'shell' }
    const { names, known } =
      this.#platform === 'linux' ? this.#programsInFront() : await askProgram(groups.foreground)
    // Between fork and exec a program has the command line of the shell that starts it: a shell is believed at the second look.
    if (names.length === 1 && isShellName(names[0] ?? '')) return isNew ? null : { kind: 'shell' }
    return { kind: 'program', names, known }
  }

  #begin(group: number): void {
    this.#leader?.close()
    this.#leader = group > 0 ? new OpenStat(group) : null
    this.#leaderName = ''
    this.#group = group
    this.#looks = 0
  }

  /** Names are read at each look at first, then at some, and when the first process runs another program. */
  #programsInFront(): Programs {
    const name = this.#leader?.read()?.name ?? ''
    const isSettled = this.#looks >= settledLooks && name === this.#leaderName
    if (!isSettled || this.#looks % readEveryLooks === 0)
      this.#programs = programsIn(this.#group, this.#isKnown)
    this.#leaderName = name
    this.#looks += 1
    return this.#programs
  }
}

/** Two seconds of looks: a program that is started by scripts is there by then. */
const settledLooks = 8
const readEveryLooks = 4

type Programs = Omit<Extract<ForegroundProgram, { kind: 'program' }>, 'kind'>
type Groups = { readonly foreground: number; readonly own: number }

function groupsOf(stat: StatFields | null): Groups | null {
  return stat === null || stat.tpgid < 0 ? null : { foreground: stat.tpgid, own: stat.pgrp }
}

/** The leader of a process group, and what it started in the same group, and so on down to one that is known. */
export function programsIn(group: number, isKnown: (name: string) => boolean): Programs {
  const names: string[] = []
  let pid: number | null = group
  while (pid !== null && names.length < maxDepth) {
    const argv = commandLine(pid)
    const name = processName(argv)
    if (name !== '') names.push(name)
    if (isKnown(name)) return { names, known: { pid, argv } }
    pid = childIn(group, pid)
  }
  return { names }
}

/** The newest child is the one that the program waits for: helpers are started before what takes the terminal. */
function childIn(group: number, pid: number): number | null {
  const children = (readText(`/proc/${pid}/task/${pid}/children`) ?? '').trim().split(' ').map(Number)
  const inGroup = children.slice(-maxChildren).filter((child) => child > 0 && readStat(child)?.pgrp === group)
  return inGroup.at(-1) ?? null
}

function commandLine(pid: number): readonly string[] {
  const words = (readText(`/proc/${pid}/cmdline`) ?? '').split('\0').filter((word) => word !== '')
  // A program that gives itself a title has it here as one word: `npm exec claude`.
  const [only = '', ...others] = words
  return others.length === 0 ? only.trim().split(/\s+/u) : words
}

async function askGroups(pid: number): Promise<Groups | null> {
  const [foreground, own] = (await ask(pid, 'tpgid=,pgid=')).split(/\s+/u).map(Number)
  return foreground === undefined || own === undefined || !(foreground > 0) ? null : { foreground, own }
}

/** Not its command line, in which nobody sees where a word ends. */
async function askProgram(group: number): Promise<Programs> {
  const line = await ask(group, 'args=')
  return { names: line === '' ? [] : [processName(line.split(/\s+/u))] }
}

async function ask(pid: number, fields: string): Promise<string> {
  const { stdout } = await runForOutput(
    {
      program: '/bin/ps',
      args: ['-o', fields, '-p', String(pid)],
      env: process.env,
      platform: process.platform,
    },
    { timeoutMs: 1000, maxBytes: 1024 * 1024 },
  )
  return stdout.toString('utf8').trim()
}

/** Wrappers around a program: `npm`, `sh`, a script of the user's, the program's own launcher, the program. */
const maxDepth = 6
const maxChildren = 16
