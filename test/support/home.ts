import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryRoot } from './electron-path.ts'

/** The world of one test: a home with a bash, a PATH with stand-in agents, a folder to work in, the app's data. */
export type TestHome = {
  readonly root: string
  readonly home: string
  /** The app's user data folder; kept between two launches of the same test. */
  readonly data: string
  readonly bin: string
  /** A folder to open sessions in. */
  readonly work: string
  /** Where the stand-in agents log what they get, as JSON lines. */
  readonly agentLog: string
  readonly env: Record<string, string>
  /** How the stand-in agents that start from now on behave: variables of theirs. */
  setAgents(variables: Readonly<Record<string, string>>): void
  /** Makes a folder below the root. */
  folder(name: string): string
  dispose(): void
}

/** The tools whose stand-ins are on PATH unless a test says otherwise. */
const standIns = ['claude', 'codex']

/**
 * Makes a home for a test.
 *
 * @param tools the agents that are installed in it
 */
export function createTestHome(tools: readonly string[] = standIns): TestHome {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'roost-test-')))
  const folder = (name: string) => {
    const path = join(root, name)
    mkdirSync(path, { recursive: true })
    return path
  }
  const [home, data, bin, work] = [folder('home'), folder('data'), folder('bin'), folder('work')]
  const agents = join(root, 'agents.env')
  for (const tool of tools) writeAgent(bin, tool, agents)
  const setAgents = (variables: Readonly<Record<string, string>>) => {
    const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`)
    writeFileSync(agents, lines.join(''))
  }
  setAgents({})
  // A login shell reads /etc/profile, which may set PATH again; the user's own file has the last word.
  writeFileSync(join(home, '.bash_profile'), `export PATH='${bin}':"$PATH"\n. ~/.bashrc\n`)
  writeFileSync(join(home, '.bashrc'), `export PATH='${bin}':"$PATH"\nPS1='\\w $ '\nHISTFILE=\n`)
  const agentLog = join(root, 'agent.log')
  return {
    root,
    home,
    data,
    bin,
    work,
    agentLog,
    env: {
      PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`,
      HOME: home,
      SHELL: '/bin/bash',
      LANG: 'C.UTF-8',
      XDG_RUNTIME_DIR: folder('run'),
      FAKE_AGENT_LOG: agentLog,
    },
    setAgents,
    folder,
    dispose: () => {
      endLeftovers(agentLog)
      rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

/** Ends what a test left running in its home: its own environment is in theirs. */
function endLeftovers(agentLog: string): void {
  if (process.platform !== 'linux') return
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
      if (environment.includes(`FAKE_AGENT_LOG=${agentLog}`)) process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It has gone, or is not ours to look at.
    }
  }
}

function writeAgent(bin: string, tool: string, variables: string): void {
  const program = join(repositoryRoot, 'test/agents/fake-agent.mjs')
  const start = `. '${variables}'\nexec '${process.execPath}' '${program}' --as ${tool} "$@"\n`
  writeFileSync(join(bin, tool), `#!/bin/sh\n${start}`, { mode: 0o755 })
}
