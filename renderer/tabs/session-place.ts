import { isolate } from '../../app/base/bidi.ts'
import type { SessionView } from '../../app/ipc/read-model.ts'

type Named = Pick<SessionView, 'title' | 'toolName' | 'toolDisplayName'>

/** Where a session is, and with which tool: that one is left out where the title says it already. */
export function sessionPlace(session: Named, folder: string): string {
  const { title, toolName, toolDisplayName } = session
  const said = [toolName, toolDisplayName].some((name) => name.toLowerCase() === title.toLowerCase())
  // The folder first: where the line is cut, the sign of the tool still says the rest.
  return said ? isolate(folder) : `${isolate(folder)}  ·  ${toolDisplayName}`
}
