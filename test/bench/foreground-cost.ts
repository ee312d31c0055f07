import { spawn, type IPty } from 'node-pty'
import { presets } from '../../app/tool/presets/presets.ts'
import { toolOfProgram } from '../../app/tool/known-program.ts'
import { ForegroundProgramLook } from '../../main/process/foreground-program.ts'
import { pollFor } from '../support/poll.ts'
import { median } from './statistics.ts'

const sessions = 50
/** As often as main looks at a session that is at work. */
const looksPerSecond = 4

/** What it costs to know the program in front of fifty shells that are at work, in shares of one core; null where it is not known. */
export async function measureForeground(seconds: number, runs: number): Promise<number | null> {
  if (process.platform !== 'linux') return null
  const shells = Array.from({ length: sessions }, openShell)
  try {
    const isKnown = (name: string): boolean => toolOfProgram(name, presets) !== null
    const looks = shells.map(
      ({ pid }) => new ForegroundProgramLook({ pid, isShell: true }, process.platform, isKnown),
    )
    for (const look of looks) await pollFor(async () => (await look.now())?.kind === 'program')
    const shares: number[] = []
    // The first warms up.
    for (let run = 0; run <= runs; run++) {
      const before = process.cpuUsage()
      for (let round = 0; round < seconds * looksPerSecond; round++)
        for (const look of looks) await look.now()
      const { user, system } = process.cpuUsage(before)
      shares.push((user + system) / 1e6 / seconds)
    }
    return median(shares.slice(1))
  } finally {
    for (const shell of shells) shell.kill('SIGKILL')
  }
}

/** A shell in which a script runs a program: the look has to go down to it. */
function openShell(): IPty {
  const shell = spawn('bash', ['--norc', '-i'], { cols: 80, rows: 24, env: process.env })
  shell.write('bash -c "sleep 100000; true"\r')
  return shell
}
