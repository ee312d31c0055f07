import * as v from 'valibot'
import { maxArgumentChars, maxArguments } from '../base/limits.ts'
import { because } from '../base/reason.ts'
import { succeed, type Result } from '../base/result.ts'
import { lineRules } from '../screen/line-rules.ts'
import { maxToolNameChars } from '../session/session.ts'
import { ConditionsSchema, maxRules, mergeRules, RuleSchema, type Rule } from '../screen/rules.ts'
import { failWith } from '../i18n/failure.ts'
import { ImageFormSchema, quotedPathForm, singlePasteForm } from './image-form.ts'
import { headlessFormats } from '../headless/format.ts'
import { CommandTemplateSchema } from '../headless/template.ts'
import { PromptBoxRuleSchema } from '../screen/prompt-box.ts'
import { PatternSchema } from '../base/pattern.ts'
import { problemOf, type ToolProblem } from './tool-problem.ts'
import { MeasuredSchema } from './version.ts'

/** The short name of a tool in records and settings: `claude`, `my-agent`. */
const ToolNameSchema = v.pipe(
  v.string(),
  v.maxLength(maxToolNameChars),
  v.regex(/^[a-z0-9][a-z0-9-]*$/u, because('tool-name')),
  v.brand('ToolName'),
)

const ArgumentSchema = v.pipe(
  v.string(),
  v.maxLength(maxArgumentChars),
  // eslint-disable-next-line no-control-regex -- a control character has no place in an argument; NUL would cut it
  v.regex(/^[^\u0000-\u0008\u000b-\u001f\u007f]*$/u, because('control-character')),
)
const ArgumentsSchema = v.pipe(v.array(ArgumentSchema), v.maxLength(maxArguments), v.readonly())

/** The name of a program, without a folder. */
const ProgramNameSchema = v.pipe(ArgumentSchema, v.minLength(1), v.maxLength(64))

const OptionNamesSchema = v.optional(
  v.pipe(
    v.array(v.pipe(v.string(), v.regex(/^--?[A-Za-z][\w-]{0,63}$/u))),
    v.maxLength(maxArguments),
    v.readonly(),
  ),
  [],
)

/**
 * How a conversation is picked up again. `{resume}` in an argument is the conversation's id.
 * `upFrontArgs` gives a new conversation an id of our choice, a UUID, so that nothing has to be read off the screen.
 * `pattern` (flags `mu`, named group `token`) finds the id in the tool's output; `tokenPattern` is the whole form
 * an id must have before it reaches argv, in place of `defaultTokenPattern`.
 */
const ResumeSchema = v.strictObject({
  upFrontArgs: v.optional(ArgumentsSchema),
  resumeArgs: ArgumentsSchema,
  pattern: v.optional(v.pipe(PatternSchema, v.includes('(?<token>', because('no-token-group')))),
  tokenPattern: v.optional(PatternSchema),
  /** Options of a start by hand with which its conversation is gone on: those alone, and those with a value. */
  keptOptions: v.optional(v.strictObject({ plain: OptionNamesSchema, valued: OptionNamesSchema })),
  /**
   * True: `pattern` was read off the tool's own output. False: it was taken back by the user, and none is to be learned
   * again.
   */
  learned: v.optional(v.boolean()),
})

/** A step of a tool's own exit: a key, or a pause in which it handles the key before. */
const ExitStepSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('key'), key: v.picklist(['ctrl-c', 'ctrl-d', 'escape', 'enter']) }),
  v.strictObject({
    kind: v.literal('pause'),
    ms: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2000)),
  }),
])
export type ExitStep = v.InferOutput<typeof ExitStepSchema>

/** Which escape sequences tell the truth about this tool. */
const SignalsSchema = v.strictObject({
  /** OSC 9;4 progress stands for work. */
  progress: v.optional(v.boolean(), true),
  /** OSC 133 marks stand for a shell's prompt and command. Pi sends them for every message: there they mean nothing. */
  shellMarks: v.optional(v.boolean(), false),
  /** OSC 9, 777 and 99 ask for the user. */
  notifications: v.optional(v.boolean(), true),
})

const HeadlessSchema = v.strictObject({
  /**
   * Program and arguments, with `{prompt}`, `{image}`, `{resume}` (the conversation to go on with), `{new-id}` (the id of a
   * new one) and `{workdir}`; what has no value is left out with its group.
   */
  command: CommandTemplateSchema,
  /** By its command line, or by its standard input, which is closed behind it. */
  prompt: v.optional(v.picklist(['argument', 'stdin']), 'argument'),
  /** Written before the prompt for each image, `{image}` is its path; for tools that take images in the prompt itself. */
  imageInPrompt: v.optional(ArgumentSchema),
  /** What it prints: text, or the JSON lines of a tool. */
  output: v.optional(v.picklist(headlessFormats), 'text'),
})

const EnvironmentSchema = v.record(
  v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/u, because('variable-name'))),
  ArgumentSchema,
)

const secondsSchema = (otherwise: number | null) =>
  v.optional(v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(7 * 24 * 3600))), otherwise)
const TimeoutsSchema = v.strictObject({ idleSec: secondsSchema(null), totalSec: secondsSchema(3600) })

const ToolFieldsSchema = v.strictObject({
  name: ToolNameSchema,
  displayName: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  /** `command`: a program that works from its start to its end, unless it asks or shows a prompt. */
  kind: v.picklist(['shell', 'agent', 'command']),
  /** Program and first arguments. The argument `{shell}` stands for the whole command of the user's login shell. */
  command: v.pipe(
    ArgumentsSchema,
    v.minLength(1),
    v.check((argv) => argv[0] !== '', because('no-program')),
  ),
  /** Other names by which its program is known when it runs, beside that of its `command`. */
  programs: v.optional(v.pipe(v.array(ProgramNameSchema), v.maxLength(16), v.readonly()), []),
  imageForm: ImageFormSchema,
  resume: v.optional(ResumeSchema),
  /** Keys of the tool's own exit, so that it can say goodbye and print its resume line; empty = it is simply ended. */
  politeExit: v.pipe(v.array(ExitStepSchema), v.maxLength(16), v.readonly()),
  /** What its screen, its title and its notifications say of its status. Nothing is shared between tools. */
  statusRules: v.pipe(v.array(RuleSchema), v.maxLength(maxRules), v.readonly()),
  signals: v.optional(SignalsSchema, {}),
  /** How one prompt is run without a terminal; a tool without it has no headless mode. */
  headless: v.optional(HeadlessSchema),
  /**
   * What the line of the cursor looks like where the tool is ready for input (flags `mu`): for line tools such as shells
   * and REPLs. It makes the tool idle, by the status rule `prompt`, and ends what a prompt printed.
   */
  promptPattern: v.optional(PatternSchema),
  /** Where a half-typed prompt stands on its screen; without it any key since the last Enter counts as one. */
  promptBox: v.optional(PromptBoxRuleSchema),
  /**
   * What only its screen looks like, one that is true is enough: by this an agent is recognized where its process cannot be
   * seen, in a shell's terminal behind ssh, in tmux or in a container.
   */
  signature: v.optional(ConditionsSchema),
  /** What a pasted prompt begins with, blanks aside, that the tool runs in a shell. */
  shellPrefix: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(8))),
  /**
   * What the first line of a prompt looks like that the tool runs in a shell, blanks before it aside (flags `mu`): for
   * commands of the tool, and also without a terminal.
   */
  shellPatterns: v.optional(v.pipe(v.array(PatternSchema), v.maxLength(16), v.readonly()), []),
  /** How long Enter waits after the text before it, ms: some tools take a fast one for a part of a paste. */
  enterPauseMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2000)), 60),
  /** Keys that stop what the tool does and leave it running. */
  interrupt: v.pipe(v.array(ExitStepSchema), v.maxLength(16), v.readonly()),
  /** Prints the tool's help, to a pipe; absent = its program with `--help`. */
  helpCommand: v.optional(v.pipe(ArgumentsSchema, v.minLength(1))),
  /** Prints the tool's version, to a pipe; absent = its program with `--version`. */
  versionCommand: v.optional(v.pipe(ArgumentsSchema, v.minLength(1))),
  /** The versions of the tool that its rules were measured with. */
  measured: v.optional(MeasuredSchema),
  /** Set in the tool's environment, over the user's own. */
  environment: v.optional(EnvironmentSchema, {}),
  /** How long a prompt may run, in seconds: without any output, and in all. Null: forever. */
  timeouts: v.optional(TimeoutsSchema, {}),
  /** Typed and sent, one after the other, when the tool is ready for its first prompt. */
  autoCommands: v.optional(
    v.pipe(v.array(v.pipe(v.string(), v.maxLength(maxArgumentChars))), v.maxLength(16), v.readonly()),
    [],
  ),
})

/** All that Roost knows about a command-line tool. Rules are data: each tool has its own, and a user may edit them. */
export type ToolConfig = Readonly<v.InferOutput<typeof ToolFieldsSchema>>

/** The form of a conversation id where a tool names none: no leading dash, nothing a shell or a path could act on. */
export const defaultTokenPattern = '[A-Za-z0-9][A-Za-z0-9_-]{0,127}'

/** Ctrl-C, half a second, Ctrl-C: ends six of the seven measured agents with their resume line, in 1.3 s or less. */
export const doubleCtrlC: readonly ExitStep[] = [
  { kind: 'key', key: 'ctrl-c' },
  { kind: 'pause', ms: 500 },
  { kind: 'key', key: 'ctrl-c' },
]

/** Once more, for tools in which the first Ctrl-C clears a draft or stops a turn and the second one only asks for the third. */
export const tripleCtrlC: readonly ExitStep[] = [
  ...doubleCtrlC,
  { kind: 'pause', ms: 500 },
  { kind: 'key', key: 'ctrl-c' },
]

/** Escape twice, for tools that take the first one for a slip and ask for it again. */
export const doubleEscape: readonly ExitStep[] = [
  { kind: 'key', key: 'escape' },
  { kind: 'pause', ms: 200 },
  { kind: 'key', key: 'escape' },
]

/**
 * For prompts of agents. They tell each step that they take, so a quarter of an hour without a word is a dead
 * connection (one was seen to retry in silence); a long task may well take hours.
 */
export const agentTimeouts = { idleSec: 900, totalSec: 4 * 3600 } as const

/**
 * Reads a tool from settings: any command a user names. Only `name` and `command` are required; an agent takes
 * images by a lone paste and ends on Ctrl-C twice, a shell and any other program take quoted paths and are simply
 * ended. With a `promptPattern` it is such a program unless it says otherwise.
 *
 * @returns the tool, or the failure `tool-config` whose message names the field that is wrong
 */
export function parseToolConfig(input: unknown): Result<ToolConfig> {
  const read = readToolConfig(input)
  if (read.ok) return read
  return failWith('tool-config', read.error)
}

/** As `parseToolConfig`, with the problem in parts for words of one's own. */
export function readToolConfig(input: unknown): Result<ToolConfig, ToolProblem> {
  const parsed = v.safeParse(ToolFieldsSchema, withDefaults(input))
  if (!parsed.success) return { ok: false, error: problemOf(parsed.issues[0]) }
  const { promptPattern, statusRules } = parsed.output
  if (promptPattern === undefined) return succeed(parsed.output)
  const rules = mergeRules(statusRules, [promptRule(promptPattern)])
  return succeed({ ...parsed.output, statusRules: rules })
}

/** Asked before the rules for questions: what a prompt looks like is known exactly, what a question looks like is not. */
const promptPriority = 100

function promptRule(regex: string): Rule {
  return {
    id: 'prompt',
    priority: promptPriority,
    region: { kind: 'cursorLine' },
    when: { regex },
    claim: { kind: 'idle' },
  }
}

function withDefaults(input: unknown): unknown {
  const given = v.safeParse(
    v.looseObject({ name: v.string(), kind: v.optional(v.string()), promptPattern: v.optional(v.unknown()) }),
    input,
  )
  if (!given.success) return input
  const kind = given.output.kind ?? (given.output.promptPattern === undefined ? 'agent' : 'command')
  const isAgent = kind === 'agent'
  return {
    displayName: given.output.name,
    kind,
    imageForm: isAgent ? singlePasteForm : quotedPathForm,
    politeExit: isAgent ? doubleCtrlC : [],
    interrupt: [{ kind: 'key', key: isAgent ? 'escape' : 'ctrl-c' }],
    statusRules: lineRules,
    ...given.output,
  }
}
