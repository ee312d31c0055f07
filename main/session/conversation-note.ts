import stripAnsi from 'strip-ansi'
import { inferResume } from '../../app/activity/infer-resume.ts'
import { findResumeToken } from '../../app/activity/resume.ts'
import { mayLearn } from '../../app/tool/learned-resume.ts'
import type { ToolBook } from '../tools/tool-book.ts'
import type { SessionState } from './session-state.ts'

/**
 * What a tool tells of its conversation when it ends. Of a tool whose resume line is not known, it is learned first, and
 * kept among the person's tools. A conversation that never began cannot be picked up.
 *
 * @param tail the last output of the run, raw
 */
export function noteConversation(session: SessionState, tail: string, tools: Pick<ToolBook, 'learn'>): void {
  const output = stripAnsi(tail)
  maybeAutosetResumeRegex(session, output, tools, { ended: true })
  if (maybeUpdateResume(session, output, { ended: true })) return
  const neverBegan =
    session.begun === 'new' && session.tool.resume?.upFrontArgs !== undefined && !session.hadTurn
  if (neverBegan) session.change({ resumeToken: null })
}

/**
 * Takes the conversation's id from the last resume line in some output, by the tool's regex.
 *
 * @param output plain text
 * @param options.ended as for `findResumeToken`
 * @returns whether there was one
 */
export function maybeUpdateResume(
  session: SessionState,
  output: string,
  options: { readonly ended: boolean },
): boolean {
  const token = findResumeToken(output, session.tool, options)
  if (token !== null && token !== session.record.resumeToken) session.change({ resumeToken: token })
  return token !== null
}

/**
 * Where no pattern is set: one that is read off a line such as `tool --resume <id>`, in force from here on and kept among
 * the person's tools.
 *
 * @param output plain text
 */
export function maybeAutosetResumeRegex(
  session: SessionState,
  output: string,
  tools: Pick<ToolBook, 'learn'>,
  options: { readonly ended: boolean },
): void {
  if (session.tool.kind === 'shell' || !mayLearn(session.tool)) return
  const found = inferResume(output, session.tool, options)
  if (found !== null) tools.learn(session.tool.name, found)
}
