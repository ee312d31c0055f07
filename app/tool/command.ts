import * as v from 'valibot'
import { failWith } from '../i18n/failure.ts'
import { succeed, type Result } from '../base/result.ts'
import { maxConversationIdChars } from '../base/limits.ts'
import { compilePattern } from '../base/pattern.ts'
import { defaultTokenPattern, type ToolConfig } from './tool-config.ts'

/** A conversation's id that has the exact form its tool gives, and so may go into argv. */
export type ResumeToken = v.InferOutput<typeof ResumeTokenSchema>

/** What a tool is started for: a conversation of its own, with a fresh UUID as its id, or an earlier one. */
export type Start =
  { readonly kind: 'new'; readonly freshUuid: string } | { readonly kind: 'resume'; readonly token: string }

/** A program and its arguments, ready for spawn: no shell reads it. */
export type StartCommand = {
  readonly argv: readonly [program: string, ...args: string[]]
  /** The conversation's id from the first moment, null where the tool tells its own later. */
  readonly resumeToken: ResumeToken | null
}

/**
 * The command line of a start.
 *
 * @param loginShell what `{shell}` stands for: the user's shell and its arguments
 * @returns the command; `resume-unsupported` where the tool cannot resume, `resume-token` where the id is not one
 */
export function startCommand(
  tool: ToolConfig,
  start: Start,
  loginShell: readonly [program: string, ...args: string[]],
): Result<StartCommand> {
  const [program, ...args] = withShell(tool.command, loginShell)
  if (program === undefined) throw new Error(`The command of ${tool.name} is empty`)
  if (start.kind === 'new' && tool.resume?.upFrontArgs === undefined) {
    return succeed({ argv: [program, ...args], resumeToken: null })
  }
  if (tool.resume === undefined) return failWith('resume-unsupported')
  const token = parseResumeToken(tool, start.kind === 'new' ? start.freshUuid : start.token)
  if (!token.ok) return token
  const template = start.kind === 'new' ? (tool.resume.upFrontArgs ?? []) : tool.resume.resumeArgs
  const resumeArgs = template.map((part) => part.replaceAll('{resume}', () => token.value))
  return succeed({ argv: [program, ...args, ...resumeArgs], resumeToken: token.value })
}

/** A command with the user's shell, and its arguments, in the place of `{shell}`. */
export function withShell(
  command: readonly string[],
  loginShell: readonly [program: string, ...args: string[]],
): readonly string[] {
  return command.flatMap((part) => (part === '{shell}' ? loginShell : [part]))
}

/** Checks the whole of an id, from the screen or from disk, against the form its tool gives. Failure: `resume-token`. */
export function parseResumeToken(tool: Pick<ToolConfig, 'resume'>, text: string): Result<ResumeToken> {
  const form = compilePattern(`^(?:${tool.resume?.tokenPattern ?? defaultTokenPattern})$`)
  // With the flag `m` a `$` also matches before a newline: nothing of more than one line is an id.
  // A leading dash would be read as an option, whatever the pattern of a user's own tool allows.
  const isSafe =
    !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text) &&
    !text.startsWith('-') &&
    text.length <= maxConversationIdChars
  if (!isSafe || !form.test(text)) return failWith('resume-token')
  return succeed(v.parse(ResumeTokenSchema, text))
}

const ResumeTokenSchema = v.pipe(v.string(), v.brand('ResumeToken'))
