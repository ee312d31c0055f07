import type { DoubtView } from '../../../app/activity/why.ts'
import type { GitFacts } from '../../../app/git/status.ts'
import { queueFacts } from '../../../app/ipc/queue-view.ts'
import type { GitView, SessionView } from '../../../app/ipc/read-model.ts'
import type { Status } from '../../../app/session/status.ts'
import { shortFolder, tabTitle } from '../../../app/session/tab-title.ts'
import { shellFlavor } from '../../../app/terminal/quote.ts'
import { handStartedCommand } from '../../../app/tool/hand-started-command.ts'
import type { ToolConfig } from '../../../app/tool/tool-config.ts'
import { newestMeasured } from '../../../app/tool/version.ts'
import { takesImages } from '../../../app/tool/takes-images.ts'
import type { SessionState } from './session-state.ts'
import type { Translate } from '../../../app/i18n/translate.ts'

type ViewDeps = {
  readonly homeFolder: string
  /** The tool of this name that is in use; null where there is none. */
  readonly toolNamed: (name: string) => ToolConfig | null
  readonly t: Translate
}

/** A session as the window shows it. */
export function viewOfSession(session: SessionState, { homeFolder, toolNamed, t }: ViewDeps): SessionView {
  const { record, tool, toolInFront } = session
  const { id, workdir, resumeToken, mode, queue, unseen } = record
  return {
    id,
    title: tabTitle(record, [toolInFront.name, toolInFront.displayName], nameOf(session, t)),
    toolName: toolInFront.name,
    toolDisplayName: nameOf(session, t),
    workdir,
    shortFolder: shortFolder(workdir, homeFolder),
    status: inWords(session.status, t),
    unseen,
    resumes: resumeToken !== null,
    resumeOffer: resumeOffer(session, toolNamed),
    mode,
    hasHeadless: tool.headless !== undefined,
    takesImages: takesImages(toolInFront, mode),
    process: session.process,
    queue: queueFacts(queue, session.queueRevision),
    queueWait: session.queueWait,
    git: gitView(session.folder.git),
    doubt: doubtView(session),
  }
}

/** What goes on with the agent that was started by hand in its shell; while that runs, as long as it is offered. */
function resumeOffer(
  { record, tool, toolInFront, isUp, offersResume, program }: SessionState,
  toolNamed: ViewDeps['toolNamed'],
): SessionView['resumeOffer'] {
  const { handStarted, mode } = record
  if (handStarted === null || handStarted === undefined || mode === 'headless') return null
  if (toolInFront !== tool || (isUp && !offersResume)) return null
  const agent = toolNamed(handStarted.toolName)
  if (agent === null) return null
  const command = handStartedCommand(agent, handStarted, shellFlavor(program ?? ''))
  return command === null ? null : { agent: agent.displayName, command }
}

/** Of the tool in front of the terminal, and whose terminal that is. */
function nameOf({ tool, toolInFront }: SessionState, t: Translate): string {
  const { displayName } = toolInFront
  return toolInFront === tool ? displayName : t('tool.in', { agent: displayName, tool: tool.displayName })
}

function doubtView({ activity, installedVersion: installed, toolInFront }: SessionState): DoubtView | null {
  const { doubt } = activity
  return doubt === null
    ? null
    : { kind: doubt.kind, installed, measured: newestMeasured(toolInFront.measured) }
}

function gitView(facts: GitFacts | null): GitView | null {
  if (facts === null) return null
  const { branch, head, dirty, conflicts, operation } = facts
  return { branch, head, dirty, conflicts, operation }
}

/** A failure that Roost itself found says so in the user's language. */
function inWords(status: Status, t: Translate): Status {
  if (status.kind !== 'failed' || status.evidence.rule !== 'host-lost') return status
  return { ...status, message: t('failed.host') }
}
