import { awaitedStatuses, maxTimeoutMs, type AwaitedStatus } from './protocol.ts'

/** What a user or a script asked for. Folders and images are as written; `-` as a prompt is read from stdin. */
export type Command =
  | { readonly verb: 'help' }
  | { readonly verb: 'version' }
  | { readonly verb: 'list'; readonly json: boolean }
  | { readonly verb: 'new'; readonly tool: string; readonly folder: string }
  | {
      readonly verb: 'send'
      readonly session: string
      /** null: from stdin. */
      readonly text: string | null
      readonly images: readonly string[]
      readonly wait: boolean
      readonly timeoutMs: number | null
    }
  | {
      readonly verb: 'wait'
      readonly session: string
      readonly what: AwaitedStatus
      readonly timeoutMs: number | null
    }
  | { readonly verb: 'interrupt'; readonly session: string }
  | { readonly verb: 'close'; readonly session: string; readonly confirmed: boolean }

/** What is wrong with a command line; each is the end of an i18n key `cli.usage.<problem>`. */
export type UsageProblem = {
  readonly problem:
    | 'noCommand'
    | 'unknownCommand'
    | 'unknownOption'
    | 'missingValue'
    | 'unwantedValue'
    | 'missing'
    | 'tooMany'
    | 'timeout'
    | 'timeoutAlone'
    | 'awaited'
  /** The argument that it is about. */
  readonly what: string
}

export type ParsedCommand =
  { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly error: UsageProblem }

/**
 * Reads the arguments after the program's name. An argument is an option only if it begins with `-` and holds no white
 * space, or is `--name=value` of an option there is; after `--` there are none. So a prompt that is a list (`- this`)
 * is a prompt, and a mistyped option is never sent as one.
 */
export function parseArguments(args: readonly string[]): ParsedCommand {
  const [verb, ...rest] = args
  if (verb === undefined) return wrong('noCommand', '')
  if (verb === '--help' || verb === '-h' || verb === 'help') return right({ verb: 'help' })
  if (verb === '--version') return right({ verb: 'version' })
  const syntax = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (syntax === undefined) return wrong(verb.startsWith('-') ? 'unknownOption' : 'unknownCommand', verb)
  const words = split(rest, syntax.options)
  if ('problem' in words) return { ok: false, error: words }
  if (words.flags.has('help')) return right({ verb: 'help' })
  const missing = syntax.operands[words.operands.length]
  if (missing !== undefined && words.operands.length < syntax.required) return wrong('missing', missing)
  const extra = words.operands[syntax.operands.length]
  if (extra !== undefined) return wrong('tooMany', extra)
  return syntax.read(words)
}

type Words = {
  readonly operands: readonly string[]
  readonly flags: ReadonlySet<string>
  readonly values: ReadonlyMap<string, readonly string[]>
}
/** `value`: it takes one, as `--name value` or `--name=value`. */
type Options = Readonly<Record<string, 'flag' | 'value'>>
type Syntax = {
  readonly operands: readonly string[]
  /** How many of them there have to be. */
  readonly required: number
  readonly options: Options
  readonly read: (words: Words) => ParsedCommand
}

const verbs: Readonly<Record<string, Syntax>> = {
  list: {
    operands: [],
    required: 0,
    options: { json: 'flag' },
    read: ({ flags }) => right({ verb: 'list', json: flags.has('json') }),
  },
  new: {
    operands: ['<tool>', '[folder]'],
    required: 1,
    options: {},
    read: ({ operands: [tool = '', folder = '.'] }) => right({ verb: 'new', tool, folder }),
  },
  send: {
    operands: ['<session>', '<prompt>'],
    required: 2,
    options: { image: 'value', wait: 'flag', timeout: 'value' },
    read: (words) => {
      const { operands, flags, values } = words
      const [session = '', prompt = ''] = operands
      const timeout = timeoutOf(words)
      if (!timeout.ok) return timeout
      if (timeout.ms !== null && !flags.has('wait')) return wrong('timeoutAlone', '--timeout')
      const text = prompt === '-' ? null : prompt
      const images = values.get('image') ?? []
      return right({ verb: 'send', session, text, images, wait: flags.has('wait'), timeoutMs: timeout.ms })
    },
  },
  wait: {
    operands: ['<session>'],
    required: 1,
    options: { for: 'value', timeout: 'value' },
    read: (words) => {
      const given = words.values.get('for')?.at(-1)
      if (given === undefined) return wrong('missing', '--for')
      const what = awaitedStatuses.find((status) => status === given)
      if (what === undefined) return wrong('awaited', given)
      const timeout = timeoutOf(words)
      if (!timeout.ok) return timeout
      return right({ verb: 'wait', session: words.operands[0] ?? '', what, timeoutMs: timeout.ms })
    },
  },
  interrupt: {
    operands: ['<session>'],
    required: 1,
    options: {},
    read: ({ operands: [session = ''] }) => right({ verb: 'interrupt', session }),
  },
  close: {
    operands: ['<session>'],
    required: 1,
    options: { yes: 'flag' },
    read: ({ operands: [session = ''], flags }) =>
      right({ verb: 'close', session, confirmed: flags.has('yes') }),
  },
}

function split(args: readonly string[], options: Options): Words | UsageProblem {
  const operands: string[] = []
  const flags = new Set<string>()
  const values = new Map<string, string[]>()
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at] ?? ''
    if (argument === '--') {
      operands.push(...args.slice(at + 1))
      break
    }
    const [, name = '', value] = /^--([a-z]+)(?:=([^]*))?$/u.exec(argument) ?? []
    const kind = Object.hasOwn(options, name) ? options[name] : undefined
    if (kind === 'value') {
      const given = value ?? args[(at += 1)]
      if (given === undefined || given === '') return { problem: 'missingValue', what: `--${name}` }
      values.set(name, [...(values.get(name) ?? []), given])
    } else if (kind === 'flag') {
      if (value !== undefined) return { problem: 'unwantedValue', what: `--${name}` }
      flags.add(name)
    } else if (argument === '--help' || argument === '-h') flags.add('help')
    else if (/^-\S+$/u.test(argument)) return { problem: 'unknownOption', what: argument }
    else operands.push(argument)
  }
  return { operands, flags, values }
}

/** Seconds, perhaps with a fraction; the last one counts. */
function timeoutOf(words: Words): { ok: true; ms: number | null } | { ok: false; error: UsageProblem } {
  const given = words.values.get('timeout')?.at(-1)
  if (given === undefined) return { ok: true, ms: null }
  const ms = /^\d{1,9}(\.\d{1,3})?$/.test(given) ? Math.round(Number(given) * 1000) : Number.NaN
  if (ms >= 1 && ms <= maxTimeoutMs) return { ok: true, ms }
  return { ok: false, error: { problem: 'timeout', what: given } }
}

function right(command: Command): ParsedCommand {
  return { ok: true, command }
}

function wrong(problem: UsageProblem['problem'], what: string): { ok: false; error: UsageProblem } {
  return { ok: false, error: { problem, what } }
}
