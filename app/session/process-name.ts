import { packageProgram } from './package-program.ts'
import { mainCommand } from './shell-words.ts'
import { wrappers, type Wrapper } from './wrappers.ts'

/**
 * The name by which a user knows a program, from its command line: without the path, and without what only starts it
 * (`node /usr/bin/claude`, `npx codex`, `uv run aider`, `env A=b sudo -u x foo`, `sh -c "exec foo"`, `docker exec box foo`).
 *
 * @param argv as the system tells it; empty where it does not
 */
export function processName(argv: readonly string[]): string {
  return programWords(argv)[0] ?? ''
}

/** The same name, and the program's own arguments behind it. */
export function programWords(argv: readonly string[]): readonly string[] {
  let words = argv
  for (let layer = 0; layer < maxLayers; layer += 1) {
    const [program = '', ...rest] = words
    const wrapper = wrapperOf(baseName(program))
    const started = wrapper === undefined ? [] : startedBy(wrapper, rest)
    if (started.length === 0) break
    words = started
  }
  const [program = '', ...args] = words
  return [baseName(program), ...args]
}

/** What starts what starts it, and so on: more than anybody nests, and an end to a command line made of `env` alone. */
const maxLayers = 16

/** Whether a name says only what starts programs: `bash`, `node`. What runs in it is another, or is not known. */
export function isWrapper(name: string): boolean {
  return wrapperOf(name) !== undefined
}

/** Of Python the version may be a part of the name. */
function wrapperOf(name: string): Wrapper | undefined {
  const known = /^python[\d.]*$/u.test(name) ? 'python' : name
  return Object.hasOwn(wrappers, known) ? wrappers[known] : undefined
}

/** The words of what is started, program first; empty where nothing is, or it cannot be seen. */
function startedBy(wrapper: Wrapper, args: readonly string[]): readonly string[] {
  let toSkip = wrapper.skips ?? 0
  let mayBeOption = true
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? ''
    const rest = args.slice(at + 1)
    if (mayBeOption && word === '--') {
      if (wrapper.needsDashes === true) return rest
      mayBeOption = false
    } else if (mayBeOption && word.startsWith('-')) {
      const option = optionOf(word, wrapper)
      if (option.kind === 'none') return []
      if (option.kind === 'before') return rest
      if (option.kind === 'line') return mainCommand(option.value ?? rest[0] ?? '') ?? []
      if (option.kind === 'valued' && option.value === null) at += 1
    } else if (wrapper.sub !== undefined) {
      const inner = Object.hasOwn(wrapper.sub, word) ? wrapper.sub[word] : undefined
      if (inner !== undefined) return startedBy(inner, rest)
      return wrapper.otherThan === undefined || wrapper.otherThan.includes(word) ? [] : [word, ...rest]
    } else if (wrapper.needsDashes !== true && !(wrapper.assigns === true && /^\w+=/u.test(word))) {
      if (toSkip === 0) return [word, ...rest]
      toSkip -= 1
    }
  }
  return []
}

/** What an option is to a wrapper, with the value that is attached to it; null where it is the next word. */
type Option =
  | { readonly kind: 'plain' | 'before' | 'none' }
  | { readonly kind: 'valued' | 'line'; readonly value: string | null }

/** An option by its whole name (`--env`, `--env=A`), or several letters in one word (`-it`, `-lc`, `-uroot`). */
function optionOf(word: string, wrapper: Wrapper): Option {
  const [, name = word, value] = /^(--[^=]+)=(.*)$/su.exec(word) ?? []
  const whole = kindOf(name, wrapper)
  if (whole !== 'plain') return ofKind(whole, value ?? null)
  if (!/^-[A-Za-z]/u.test(word)) return { kind: 'plain' }
  for (let at = 1; at < word.length; at += 1) {
    const kind = kindOf(`-${word.charAt(at)}`, wrapper)
    if (kind !== 'plain') return ofKind(kind, at + 1 < word.length ? word.slice(at + 1) : null)
  }
  return { kind: 'plain' }
}

function ofKind(kind: Option['kind'], value: string | null): Option {
  return kind === 'valued' || kind === 'line' ? { kind, value } : { kind }
}

function kindOf(option: string, { valued, line, before, none }: Wrapper): Option['kind'] {
  if (none?.includes(option) === true) return 'none'
  if (line?.includes(option) === true) return 'line'
  if (before?.includes(option) === true) return 'before'
  return valued?.includes(option) === true ? 'valued' : 'plain'
}

/** Without the folder, the ending of a script or of Windows, a scope, a version and a system. */
function baseName(word: string): string {
  if (word.length > maxPathChars) return ''
  const known = packageProgram(word.replace(origin, '').replace(version, '')) ?? packageScript(word)
  if (known !== null) return known
  const [last = '', folder, above] = word.split(/[\\/]/u).reverse()
  // Some programs are named after what they are to their package: the folder has the name.
  if (folder !== undefined && /^__main__\.pyc?$/u.test(last)) return folder
  if (above !== undefined && folder === 'versions' && /^\d+(?:\.\d+)+$/u.test(last)) return above
  return last
    .replace(/^-/u, '')
    .replace(origin, '')
    .replace(scriptEnding, '')
    .replace(version, '')
    .replace(systems, '')
}

/** No system starts a program by a longer path (PATH_MAX of Linux). What is longer is text that was pasted. */
const maxPathChars = 4096
/** Where a package comes from: `npm:`, `nixpkgs#`. */
const origin = /^(?:[^#]+#|(?:npm|jsr):)/u
const version = /(?<=.)@[\w.^~-]+$/u
const scriptEnding = /\.(?:exe|cmd|bat|ps1|[mc]?[jt]s|py|rb|pl|z?sh|bash|fish)$/iu
/** As in `codex-x86_64-unknown-linux-musl`. */
const systems =
  /(?:[-_.](?:linux|darwin|macos|windows|win32|x86_64|x64|amd64|arm64|aarch64|unknown|apple|pc|gnu|musl|msvc)){2,}$/iu

/** The program of a script that lies in a package: its name is often only `cli` or `index`. */
function packageScript(path: string): string | null {
  const [, name, rest] = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/](.+)$/su.exec(path) ?? []
  if (name === undefined || rest === undefined || !/\.[mc]?[jt]s$/u.test(rest)) return null
  const known = packageProgram(name.replaceAll('\\', '/'))
  if (known !== null) return known
  return /(?:^|[\\/])(?:index|cli|main|bin|run|start)\.[mc]?[jt]s$/u.test(rest) ? baseName(name) : null
}
