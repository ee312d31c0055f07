import type { InferredResume } from './learned-resume.ts'
import { cutLines } from '../base/cut-lines.ts'
import { compilePattern, escapePattern } from '../base/pattern.ts'
import type { ToolConfig } from './tool-config.ts'
import { findResumeToken } from './resume.ts'

/**
 * How a tool resumes a conversation, from the line with which it says so itself: `tool resume <id>`, `tool --resume <id>`
 * (or `=`, `-r`, `--session`, `-s`, `--continue`), with other options between, the id quoted or not. `tool` is the base
 * name of its program. Ids are UUIDs, `ses_…`, or have six signs or more with a digit among them.
 *
 * @param whole plain text: no escape sequences, wrapped lines joined
 * @param options.ended true when the tool has ended: only then is the end of the text the end of an id too
 * @returns the pattern, which finds exactly that id in it, and the arguments; null where no line says it surely
 */
export function inferResume(
  whole: string,
  tool: Pick<ToolConfig, 'command' | 'resume'>,
  options: { readonly ended: boolean } = { ended: false },
): InferredResume | null {
  const program = baseName(tool.command[0] ?? '')
  if (program === null) return null
  const output = cutLines(whole)
  for (const { how, id } of candidates(output, program, options.ended).reverse()) {
    const found = { pattern: patternFor(program, how, id), resumeArgs: argumentsFor(how) }
    const trial = { resume: { ...tool.resume, ...found } }
    if (findResumeToken(output, trial, options) === id) return found
  }
  return null
}

/** `resume`, `--resume`, `-r` …, and what stands between it and the id. */
type How = { readonly word: string; readonly glue: ' ' | '=' }

const words = String.raw`resume|--resume|--session|--continue|-r|-s`
/** Options before it, each with its value or without; no sentence passes for them. */
const optionsBetween = String.raw`(?:[ \t]+--?[A-Za-z][\w-]*(?:=\S{1,200}|[ \t]+[^-\s]\S{0,200})?){0,12}`
/** Not in the middle of another name; a path may stand before it. */
const start = String.raw`(?<![\w.-])`
/** What an id cannot go on with. A dot or a colon ends it only where something blank follows. */
const boundary = String.raw`(?=[\s"'\x60)\]}>,;│┃|]|[.:!?](?:\s|$)|$)`

const forms = [
  '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}',
  'ses_[A-Za-z0-9]{1,124}',
  String.raw`(?=[\w-]{0,127}\d)[A-Za-z0-9][\w-]{5,127}`,
] as const

function candidates(output: string, program: string, ended: boolean): { how: How; id: string }[] {
  const line = compilePattern(
    String.raw`${start}${program}(?:\.exe)?${optionsBetween}[ \t]+(?<word>${words})(?<glue>=|[ \t]+)(?<quote>["']?)(?<id>[\w-]+)\k<quote>${boundary}`,
    'gd',
  )
  return [...output.matchAll(line)].flatMap((match) => {
    const { word = '', glue, id = '' } = match.groups ?? {}
    // The boundary has to be there to be seen, or be the end of all.
    const isWhole = ended || match.index + match[0].length < output.length
    const isId = forms.some((form) => compilePattern(`^(?:${form})$`).test(id))
    // With a sign of equality it is an option, and options that take one have two dashes.
    const isHow = glue !== '=' || word.startsWith('--')
    return isWhole && isId && isHow ? [{ how: { word, glue: glue === '=' ? '=' : ' ' }, id }] : []
  })
}

function patternFor(program: string, { word, glue }: How, id: string): string {
  const form = forms.find((one) => compilePattern(`^(?:${one})$`).test(id)) ?? forms[2]
  const between = word === 'resume' ? optionsBetween : String.raw`(?:[ \t][^\n]{0,300})?`
  const gap = glue === '=' ? '=' : String.raw`[ \t]+`
  return String.raw`${start}${program}(?:\.exe)?${between}[ \t]+${word}${gap}["']?(?<token>${form})${boundary}`
}

function argumentsFor({ word, glue }: How): readonly string[] {
  return glue === '=' ? [`${word}={resume}`] : [word, '{resume}']
}

/** The program's own name, as a part of a pattern; null where it is the user's shell, which is any. */
function baseName(program: string): string | null {
  const name = (program.split(/[\\/]/u).at(-1) ?? '').replace(/\.(?:exe|cmd|bat|ps1)$/iu, '')
  if (name === '' || name === '{shell}') return null
  return escapePattern(name)
}
