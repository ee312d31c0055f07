import type { SessionId } from '../../../app/session/session.ts'
import { inferResume } from '../../../app/tool/infer-resume.ts'
import { findResumeToken } from '../../../app/tool/resume.ts'
import type { ResumeToken } from '../../../app/tool/command.ts'
import { mayLearn } from '../../../app/tool/learned-resume.ts'
import type { ToolBook } from '../../tools/tool-book.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { SessionState } from '../state/session-state.ts'
import { goodbyeOf, type RunEnd } from './goodbye.ts'

/**
 * Takes what a tool says of its conversation when it ends by itself. Of a tool whose resume line is not known, it is
 * learned first, and kept among the user's tools. An id that Roost chose, or that a hook of this run named, stays: the
 * text of a terminal may name any. A conversation that never began cannot be picked up.
 */
export function noteConversation(session: SessionState, end: RunEnd, { tools, hooks }: EndDeps): void {
  const output = goodbyeOf(end)
  maybeAutosetResumeRegex(session, output, tools, { ended: true })
  const token = findResumeToken(output, session.tool, { ended: true })
  const isChosen = session.tool.resume?.upFrontArgs !== undefined
  const isKnown = session.record.resumeToken !== null && (isChosen || hooks.hears(session.id))
  if (token !== null && !isKnown) session.change({ resumeToken: token })
  else if (token === null && isChosen && session.begun === 'new' && !session.activity.hadTurn)
    session.change({ resumeToken: null })
}

type EndDeps = {
  readonly tools: Pick<ToolBook, 'learn'>
  readonly hooks: { hears(id: SessionId): boolean }
}

/**
 * Takes the conversation's id from the last whole resume line in some output, by the tool's regex, and keeps it.
 *
 * @param output plain text; an id that it ends with may be half of one, and is not taken
 */
export function maybeUpdateResume(registry: Keeper, session: SessionState, output: string): void {
  const token = findResumeToken(output, session.tool)
  if (token !== null) keepConversation(registry, session, token)
}

/** Whether a start would begin a conversation: there is none to resume. Shells and plain commands have none. */
export function beginsAnew({ tool, record }: SessionState): boolean {
  return tool.kind === 'agent' && record.resumeToken === null
}

/**
 * On disk within half a second, so that the conversation can be gone on with whatever happens in the middle of the turn.
 * Not at once: it is the tool that says so, and it may say another one with each line.
 */
export function keepConversation(registry: Keeper, session: SessionState, token: ResumeToken): void {
  if (token === session.record.resumeToken) return
  registry.change(session.id, (one) => one.change({ resumeToken: token }))
  registry.save('soon')
}

type Keeper = Pick<SessionRegistry, 'change' | 'save'>

/**
 * Where no pattern is set: one that is read off a line such as `tool --resume <id>`, in force from here on and kept among
 * the user's tools.
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
