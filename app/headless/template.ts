import * as v from 'valibot'
import { because } from '../base/reason.ts'
import { succeed, type Result } from '../base/result.ts'
import { maxArgumentChars, maxArguments } from '../base/limits.ts'
import { failWith } from '../i18n/failure.ts'

/** What goes into the places of a command line; null where there is nothing to put. */
export type TemplateValues = {
  /** Null: it goes to the tool by its standard input. */
  readonly prompt: string | null
  /** Absolute paths, in the order in which the tool gets them. */
  readonly images: readonly string[]
  /** The conversation to go on with. */
  readonly resume: string | null
  /** The id for a new one. */
  readonly newId: string | null
  readonly workdir: string
}

const ArgumentSchema = v.pipe(
  v.string(),
  v.maxLength(maxArgumentChars),
  v.regex(/^\P{Cc}*$/u, because('control-character')),
)

/** An argument, or a group of them. */
type Entry = string | readonly string[]
export type CommandTemplate = readonly Entry[]

/**
 * A command line with places: `{prompt}`, `{image}`, `{resume}`, `{new-id}` and `{workdir}` inside its arguments, and
 * groups of arguments that stand or fall together. `fillTemplate` says how it is filled.
 */
export const CommandTemplateSchema = v.pipe(
  v.array(
    v.union([ArgumentSchema, v.pipe(v.array(ArgumentSchema), v.maxLength(maxArguments), v.readonly())]),
  ),
  v.minLength(1),
  v.maxLength(maxArguments),
  v.check((template) => isProgram(template[0]), because('no-program')),
  v.check((template) => unknownPlace(template) === null, because('unknown-place')),
  v.readonly(),
)

/**
 * The program and its arguments, for spawn: no shell reads them.
 *
 * - A group (a nested array) is left out where a place inside it has no value, and repeated once for each image where
 *   it holds `{image}`.
 * - A plain argument that holds a place without a value is left out, together with the flag before it: an argument that
 *   begins with `-` and holds no place. With `{image}` it is repeated for each image, with that flag.
 * - Values go in as they are, and what they hold is not looked at for places.
 * - A prompt that begins with `-` and stands at the start of an argument would be an option to the tool: it gets a space
 *   before it, unless a `--` stands before. Measured: a flag before it does not help, yargs (Gemini CLI, Qwen Code) still
 *   reads `-p -x` as two options; not every tool knows `--`; all of them take the space.
 *
 * @returns argv, or a failure by name: `template-place` (unknown place), `template-program` (no program, or one that
 * depends on the prompt), `template-prompt` (a prompt, and no place for it), `prompt-nul` (no command line can hold it)
 */
export function fillTemplate(
  template: CommandTemplate,
  values: TemplateValues,
): Result<readonly [program: string, ...args: string[]]> {
  const unknown = unknownPlace(template)
  if (unknown !== null) {
    return failWith('template-place', { reason: { kind: 'place', place: unknown } })
  }
  const [first, ...rest] = template
  if (!isProgram(first)) return failWith('template-program')
  const { prompt } = values
  if (prompt !== null && !hasPlace(template, 'prompt')) {
    return failWith('template-prompt')
  }
  if (prompt?.includes('\0') === true) return failWith('prompt-nul')
  const args: string[] = []
  for (const unit of unitsOf(rest)) {
    for (const image of roundsOf(unit, values)) {
      // One push for each: a template is small, but spreading a prompt's images into arguments has a limit.
      for (const argument of unit)
        args.push(fillArgument(argument, { ...values, image }, args.includes('--')))
    }
  }
  return succeed([first.replaceAll('{workdir}', () => values.workdir), ...args])
}

/** Whether a command line has a place of this name. */
export function hasPlace(template: CommandTemplate, place: Place): boolean {
  return template.flat().some((argument) => argument.includes(`{${place}}`))
}

const places = ['prompt', 'image', 'resume', 'new-id', 'workdir'] as const
type Place = (typeof places)[number]

/** What looks like a place; other braces (JSON, shell) are plain text. */
const placeForm = /\{(?<name>[a-z][a-z-]*)\}/gu

/** Arguments that stand or fall together. */
type Unit = readonly string[]

/** What goes into one round of a unit; `image` is that round's. */
type Round = TemplateValues & { readonly image: string | null }

function isProgram(first: Entry | undefined): first is string {
  // What is run must not depend on what a user or a tool wrote.
  return typeof first === 'string' && first !== '' && placesIn(first).every((name) => name === 'workdir')
}

function unknownPlace(template: CommandTemplate): string | null {
  const isKnown = (name: string): boolean => places.some((place) => place === name)
  return (
    template
      .flat()
      .flatMap(placesIn)
      .find((name) => !isKnown(name)) ?? null
  )
}

function placesIn(argument: string): readonly string[] {
  return [...argument.matchAll(placeForm)].map((match) => match.groups?.['name'] ?? '')
}

function unitsOf(entries: readonly Entry[]): readonly Unit[] {
  const units: Unit[] = []
  let flag: string | null = null
  const putFlag = (): void => {
    if (flag !== null) units.push([flag])
    flag = null
  }
  for (const entry of entries) {
    if (typeof entry !== 'string') {
      putFlag()
      units.push(entry)
    } else if (isFlag(entry)) {
      putFlag()
      flag = entry
    } else if (flag !== null && placesIn(entry).length > 0) {
      units.push([flag, entry])
      flag = null
    } else {
      putFlag()
      units.push([entry])
    }
  }
  putFlag()
  return units
}

/** `-` alone is a file, `--` alone ends the flags: neither says what the next argument is. */
function isFlag(argument: string): boolean {
  return argument.startsWith('-') && argument !== '-' && argument !== '--' && placesIn(argument).length === 0
}

/** The images of each time the unit is put: none where it is left out, a null where it is put once. */
function roundsOf(unit: Unit, values: TemplateValues): readonly (string | null)[] {
  const names = unit.flatMap(placesIn)
  const isEmpty =
    (names.includes('prompt') && values.prompt === null) ||
    (names.includes('resume') && values.resume === null) ||
    (names.includes('new-id') && values.newId === null)
  if (isEmpty) return []
  return names.includes('image') ? values.images : [null]
}

function fillArgument(argument: string, round: Round, isAfterFlags: boolean): string {
  const filled = argument.replace(placeForm, (_, name: string) => valueOf(name, round))
  const beginsWithPrompt = argument.startsWith('{prompt}') && filled.startsWith('-')
  return beginsWithPrompt && !isAfterFlags ? ` ${filled}` : filled
}

function valueOf(name: string, round: Round): string {
  const values: Readonly<Record<Place, string | null>> = {
    prompt: round.prompt,
    image: round.image,
    resume: round.resume,
    'new-id': round.newId,
    workdir: round.workdir,
  }
  return Object.entries(values).find(([place]) => place === name)?.[1] ?? ''
}
