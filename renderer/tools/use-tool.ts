import { useState } from 'preact/hooks'
import { succeed, type AppError, type Result } from '../../app/base/result.ts'
import { withoutLearned } from '../../app/tool/learned-resume.ts'
import { isOwnEntry, type OwnEntry } from '../../app/tool/own-entry.ts'
import { parseToolConfig, type ToolConfig } from '../../app/tool/tool-config.ts'
import { useApp } from '../model/app-context.ts'
import type { TextDrafts } from '../own-text/text-drafts.ts'
import { useOwnText, type OwnText } from '../own-text/use-own-text.ts'
import { useAnswer } from '../model/use-answer.ts'

/** One tool as the dialog shows and edits it. */
export type EditedTool = {
  /** Null until it was read, and where an own tool has never been good. */
  readonly inForce: ToolConfig | null
  readonly isRead: boolean
  readonly isPreset: boolean
  /** Whether there is anything to take back. */
  readonly isChanged: boolean
  readonly own: OwnText
  /** What could not be read or done. */
  readonly problem: AppError | null
  /** Takes the user's changes back. @returns whether it was done */
  readonly reset: () => Promise<boolean>
  /** Takes what was learned back. */
  readonly forget: () => Promise<void>
}

/** Reads `toolName` again each time that something of it is saved. */
export function useTool(toolName: string, drafts: TextDrafts): EditedTool {
  const { bridge, state } = useApp()
  const [revision, setRevision] = useState(0)
  const [problem, setProblem] = useState<AppError | null>(null)
  const kept = JSON.stringify(state.settings.value.tools[toolName])
  const { value, error } = useAnswer(
    () =>
      bridge
        .request('tools:read', { toolName })
        .then((result) => (result.ok ? succeed({ toolName, ...result.value }) : result)),
    [toolName, revision, kept],
  )
  const read = value?.toolName === toolName ? value : null

  const change = async (request: Promise<Result<null>>): Promise<Result<null>> => {
    const result = await request
    if (result.ok) setRevision((before) => before + 1)
    return result
  }
  const tell = (result: Result<null>): boolean => {
    setProblem(result.ok ? null : result.error)
    return result.ok
  }
  const send = (text: string) => change(bridge.request('tools:save', { toolName, text }))
  const own = useOwnText({ toolName, saved: read?.own ?? null, drafts, send })
  const entry = read === null ? {} : entryIn(read.own)

  return {
    inForce: read === null ? null : toolIn(read.inForce),
    isRead: read !== null,
    isPreset: read?.isPreset ?? true,
    isChanged: Object.keys(entry).length > 0,
    own,
    problem: problem ?? error,
    async reset() {
      const done = tell(await change(bridge.request('tools:reset', { toolName })))
      if (done) own.revert()
      return done
    },
    async forget() {
      tell(await send(JSON.stringify(withoutLearned(entry), null, 2)))
    },
  }
}

function toolIn(text: string): ToolConfig | null {
  if (text === '') return null
  const tool = parseToolConfig(JSON.parse(text))
  return tool.ok ? tool.value : null
}

/** Main gives an entry that is no object as it is kept: then there is nothing in it to be learned. */
function entryIn(text: string): OwnEntry {
  const value: unknown = JSON.parse(text)
  return isOwnEntry(value) ? value : {}
}
