/**
 * The name by which a user knows a program, from its command line: without the path, and without what only starts it
 * (`node /usr/bin/claude`, `npx codex`, `uv run aider`, `env A=b sudo -u x foo`, `sh -c "exec foo"`).
 *
 * @param argv as the system tells it; empty where it does not
 */
export function processName(argv: readonly string[]): string {
  const [program = '', ...rest] = argv
  const name = baseName(program)
  const starts = wrappers[name] ?? (/^python[\d.]*$/u.test(name) ? wrappers['python'] : undefined)
  if (starts === undefined) return name
  const started = starts(rest)
  return started.length === 0 ? name : processName(started)
}

type Started = (args: readonly string[]) => readonly string[]

const firstWord: Started = (args) => args.slice(firstIndex(args, (word) => !word.startsWith('-')))
const afterAssignments: Started = (args) => {
  const words = withoutValues(args, new Set(['-u', '-g', '-C', '-h', '--user', '--group']))
  return words.slice(firstIndex(words, (word) => !word.startsWith('-') && !/^\w+=/u.test(word)))
}
const module: Started = (args) => {
  const at = args.indexOf('-m')
  return at >= 0 ? args.slice(at + 1, at + 2) : firstWord(args)
}
const command: Started = (args) => {
  const at = args.findIndex((word) => /^-\w*c$/u.test(word))
  if (at < 0) return []
  const words = (args[at + 1] ?? '').trim().split(/\s+/u)
  return words.slice(firstIndex(words, (word) => word !== 'exec' && !/^\w+=/u.test(word)))
}
const runner: Started = (args) => {
  const words = firstWord(args)
  return ['run', 'exec', 'x', 'dlx', 'tool'].includes(words[0] ?? '') ? runner(words.slice(1)) : words
}

const wrappers: Readonly<Record<string, Started>> = {
  node: firstWord,
  bun: runner,
  deno: runner,
  python: module,
  ruby: firstWord,
  npx: firstWord,
  bunx: firstWord,
  npm: runner,
  pnpm: runner,
  yarn: runner,
  uv: runner,
  uvx: firstWord,
  env: afterAssignments,
  sudo: afterAssignments,
  nice: firstWord,
  nohup: firstWord,
  setsid: firstWord,
  sh: command,
  bash: command,
  zsh: command,
  dash: command,
}

/** Without the folder, the ending of a script or of Windows, a scope and a version. */
function baseName(word: string): string {
  const last = word.split(/[\\/]/u).at(-1) ?? ''
  return last
    .replace(/^-/u, '')
    .replace(/\.(?:exe|cmd|m?js|cjs|py|rb|sh)$/iu, '')
    .replace(/(?<=.)@[\w.^~-]+$/u, '')
}

function withoutValues(args: readonly string[], flags: ReadonlySet<string>): readonly string[] {
  return args.filter((word, at) => !flags.has(word) && !flags.has(args[at - 1] ?? ''))
}

function firstIndex(words: readonly string[], isIt: (word: string) => boolean): number {
  const at = words.findIndex(isIt)
  return at < 0 ? words.length : at
}
