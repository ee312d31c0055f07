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
  maybeAutosetResumeRegex(session, output, tools)
  const token = findResumeToken(output, session.tool, { ended: true })
  const neverBegan =
    session.begun === 'new' && session.tool.resume?.upFrontArgs !== undefined && !session.hadTurn
  if (token !== null) session.change({ resumeToken: token })
  else if (neverBegan) session.change({ resumeToken: null })
}

/** Where no pattern is set: one that is read off a line such as `tool --resume <id>`, in force from here on. */
function maybeAutosetResumeRegex(
  session: SessionState,
  output: string,
  tools: Pick<ToolBook, 'learn'>,
): void {
  if (session.tool.kind === 'shell' || !mayLearn(session.tool)) return
  const found = inferResume(output, session.tool, { ended: true })
  if (found !== null) tools.learn(session.tool.name, found)
}
