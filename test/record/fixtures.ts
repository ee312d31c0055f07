import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../support/electron-path.ts'
import { createTestHome, type TestHome } from '../support/home.ts'
import { CastFile, type Label } from './cast.ts'
import { Recorder } from './recorder.ts'
import { playScript, type Step } from './script.ts'

/** Where the recordings of the stand-in agents lie. */
const folder = join(repositoryRoot, 'test/fixtures/recordings')

/** A session of a stand-in agent. Its labels are true because its prompts decide what it does, and when. */
export type Scene = {
  readonly name: string
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cols?: number
  readonly rows?: number
  readonly answers7501?: boolean
  readonly steps: readonly Step[]
}

/** A person looks before typing. */
const readMs = 1000
const enter = '\r'
const escape = '\u001b'
const down: readonly Step[] = [{ send: '\u001b[B' }, { pause: 200 }]
const ctrlC = '\u0003'

/** What stands on the screen, or in the title, once a label is true. */
const onScreen = {
  idle: { wait: String.raw`\? for shortcuts` },
  working: { wait: 'esc to interrupt' },
  'waiting:approval': { wait: 'Do you want to proceed' },
  'waiting:question': { wait: 'Which database should' },
  'waiting:trust': { wait: 'Quick safety check' },
  'failed:api': { wait: 'API Error: 529' },
} as const satisfies Partial<Record<Label, Step>>

const starts: readonly Step[] = seen('idle')
/** The end of what a title has announced: the screen, which is still the one before, has to show it first. */
const ended: readonly Step[] = [onScreen.working, ...seen('idle')]
const leaves: readonly Step[] = [{ send: ctrlC }, { pause: 300 }, { send: ctrlC }, { exit: true }]

export const scenes: readonly Scene[] = [
  {
    name: 'claude',
    command: ['claude'],
    env: { FAKE_AGENT_ANSWER_MS: '1500' },
    steps: [
      ...starts,
      ...turn('which port does the server use', seen('working'), seen('idle')),
      ...turn('approve', seen('waiting:approval')),
      { pause: 2000 },
      ...answered(enter, seen('working'), seen('idle')),
      ...turn('question', seen('waiting:question')),
      { pause: 1500 },
      ...down,
      ...answered(enter, seen('working'), seen('idle')),
      ...turn('work 4', seen('working')),
      { pause: 1500 },
      ...answered(escape, seen('idle')),
      ...turn('fail', seen('failed:api')),
      { pause: 1200 },
      { send: 'w' },
      { mark: 'idle' },
      { type: 'hy' },
      { pause: 400 },
      ...leaves,
    ],
  },
  {
    name: 'claude-without-reports',
    command: ['claude'],
    env: { FAKE_AGENT_TRUST: '1' },
    answers7501: false,
    steps: [
      ...seen('waiting:trust'),
      { pause: 1200 },
      ...down,
      ...answered(enter, seen('idle')),
      ...turn('work 3', titled('working', '^[◐◑]'), ended),
      ...turn('hang', titled('working', '^[◐◑]')),
      { pause: 2500 },
      ...answered(escape, ended),
      ...turn('exit 3', [{ exit: true }]),
    ],
  },
  {
    name: 'claude-resumed',
    command: ['claude', '--resume', '0b2f6f3e-51a5-4c1e-9d6a-6f1f3a0f7c11'],
    steps: [...starts, { pause: 800 }, ...leaves],
  },
  {
    name: 'claude-agents',
    command: ['claude'],
    env: { FAKE_AGENT_ANSWER_MS: '900' },
    steps: [
      ...starts,
      ...turn('agents 2', seen('working')),
      { wait: 'Waiting for 2 background agents' },
      { waitGone: 'Waiting for' },
      { mark: 'idle' },
      { pause: 800 },
      ...leaves,
    ],
  },
  {
    name: 'pi',
    command: ['pi'],
    cols: 100,
    rows: 30,
    steps: [
      ...starts,
      ...turn('work 3', seen('working'), seen('idle')),
      ...turn('hang', seen('working')),
      { pause: 1500 },
      ...answered(escape, seen('idle')),
      ...turn('fail', seen('failed:api')),
      { pause: 1000 },
      // The failure stays on the screen above a turn that goes well.
      { send: 'w' },
      { mark: 'idle' },
      { type: 'ork 2' },
      { send: enter },
      ...seen('working'),
      ...seen('idle'),
      { pause: 800 },
      ...leaves,
    ],
  },
  {
    name: 'codex',
    command: ['codex'],
    steps: [
      ...starts,
      ...turn('work 3', seen('working'), seen('idle')),
      ...turn('approve', seen('waiting:approval')),
      { pause: 1500 },
      ...answered('n', seen('idle')),
      ...turn('fail', seen('failed:api')),
      { pause: 800 },
      { send: 'g' },
      { mark: 'idle' },
      { send: '\u0015' },
      { pause: 300 },
      ...leaves,
    ],
  },
  {
    name: 'gemini-inline',
    command: ['gemini'],
    env: { FAKE_AGENT_SCROLL: '1', FAKE_AGENT_ANSWER_MS: '900' },
    cols: 100,
    rows: 30,
    steps: [
      ...starts,
      ...pasted('list issues', titled('working', '^✦'), ended),
      ...pasted('approve', titled('waiting:approval', '^✋')),
      { pause: 1500 },
      ...answered('1', titled('working', '^✦'), ended),
      ...pasted('question', titled('waiting:question', '^✋')),
      { pause: 1000 },
      ...answered(escape, seen('idle')),
      ...pasted('fail', seen('failed:api')),
      { pause: 1000 },
      { send: 'o' },
      { mark: 'idle' },
      { pause: 300 },
      { send: '\u0015' },
      ...leaves,
    ],
  },
  {
    name: 'qwen-cut',
    command: ['qwen'],
    steps: [
      ...starts,
      ...turn('work 2', titled('working', '^[◐◑]'), ended),
      ...turn('approve', titled('waiting:approval', '^✳')),
      { pause: 2000 },
      ...answered(enter, titled('working', '^[◐◑]'), ended),
      ...turn('fail', seen('failed:api')),
      { pause: 1000 },
      { send: 'n' },
      { mark: 'idle' },
      { type: 'ext' },
      { pause: 300 },
    ],
  },
  {
    name: 'opencode',
    command: ['opencode'],
    env: { FAKE_AGENT_ANSWER_MS: '900' },
    cols: 100,
    rows: 30,
    steps: [
      ...starts,
      { paste: 'first line of a longer text\nsecond line\nthird line' },
      { pause: 700 },
      { send: '\u0015' },
      ...turn('work 2', seen('working'), seen('idle')),
      ...turn('approve', seen('waiting:approval')),
      { pause: 1500 },
      ...answered(enter, seen('working'), seen('idle')),
      ...turn('question', seen('waiting:question')),
      { pause: 1000 },
      ...answered(escape, seen('idle')),
      ...turn('exit 1', [{ exit: true }]),
    ],
  },
  {
    name: 'copilot',
    command: ['copilot'],
    env: { FAKE_AGENT_TRUST: '1', FAKE_AGENT_ANSWER_MS: '900' },
    cols: 160,
    rows: 50,
    steps: [
      ...seen('waiting:trust'),
      { pause: 800 },
      ...answered('2', seen('idle')),
      { focus: 'out' },
      ...turn('approve', seen('waiting:approval')),
      { pause: 1500 },
      { focus: 'in' },
      ...answered('1', seen('working'), seen('idle')),
      ...turn('question', seen('waiting:question')),
      { pause: 1000 },
      ...answered(enter, seen('working'), seen('idle')),
      ...turn('work 2', seen('working'), seen('idle')),
      ...turn('fail', seen('failed:api')),
      { pause: 800 },
      { send: 'e' },
      { mark: 'idle' },
      { type: 'xit' },
      { send: enter },
      { exit: true },
    ],
  },
]

/** Plays a scene and writes its recording to `path`. */
export async function recordScene(scene: Scene, home: TestHome, path: string): Promise<void> {
  const { command, cols = 120, rows = 40, steps, answers7501 = true } = scene
  const cwd = home.folder('home/storefront')
  const fd = openSync(path, 'w')
  const cast = new CastFile(fd, { cols, rows, command, timestamp: Math.floor(Date.now() / 1000) })
  const env = { ...home.env, TERM: 'xterm-256color', ...scene.env }
  const [file = '', ...args] = command
  const program = [join(home.bin, file), ...args]
  const recorder = new Recorder({
    cast,
    command: program,
    cwd,
    env,
    cols,
    rows,
    answers7501,
    firstLabel: 'starting',
  })
  try {
    await playScript(recorder, steps)
  } finally {
    await recorder.cut()
    recorder.dispose()
    closeSync(fd)
  }
}

/** Records every scene anew. */
export async function recordFixtures(say: (line: string) => void): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const home = createTestHome([...new Set(scenes.map(({ command }) => command[0] ?? ''))])
  try {
    for (const scene of scenes) {
      const path = join(folder, `${scene.name}.cast`)
      say(`Recording ${scene.name} ...`)
      await recordScene(scene, home, path)
    }
  } finally {
    home.dispose()
  }
}

/** Types a prompt and sends it; `after` are what comes then, in order. */
function turn(prompt: string, ...after: readonly (readonly Step[])[]): readonly Step[] {
  return [{ pause: readMs }, { type: prompt }, { send: enter }, ...after.flat()]
}

/** Pastes a prompt and sends it: an agent that paints its whole screen for each key is spared most of them. */
function pasted(prompt: string, ...after: readonly (readonly Step[])[]): readonly Step[] {
  return [{ pause: readMs }, { paste: prompt }, { send: enter }, ...after.flat()]
}

/** Sends a key that answers a dialog or stops a turn. */
function answered(key: string, ...after: readonly (readonly Step[])[]): readonly Step[] {
  return [{ send: key }, ...after.flat()]
}

function seen(label: keyof typeof onScreen): readonly Step[] {
  return [onScreen[label], { mark: label }]
}

/** For those whose title says it before their screen does. */
function titled(label: Label, title: string): readonly Step[] {
  return [{ waitTitle: title }, { mark: label }]
}
