import { useState } from 'preact/hooks'
import { succeed, type AppError } from '../../app/base/result.ts'
import type { RulesOrigin } from '../../app/tool/rules-diff.ts'
import { useApp } from '../model/app-context.ts'
import type { TextDrafts } from '../own-text/text-drafts.ts'
import { useOwnText, type OwnText } from '../own-text/use-own-text.ts'
import { useAnswer } from '../model/use-answer.ts'

/** The rules of one tool as a dialog edits them. */
export type ToolRules = {
  /** JSON text, null until it was read. */
  readonly preset: string | null
  readonly origin: RulesOrigin | null
  readonly own: OwnText
  readonly readError: AppError | null
  /** Reads them again. */
  readonly refresh: () => void
}

/** Reads the rules of `toolName`; what is typed is kept in `drafts` until it is saved or taken back. */
export function useToolRules(toolName: string, drafts: TextDrafts): ToolRules {
  const { bridge } = useApp()
  const [reads, setReads] = useState(0)
  const { value, error } = useAnswer(
    () =>
      bridge
        .request('rules:read', { toolName })
        .then((result) => (result.ok ? succeed({ toolName, ...result.value }) : result)),
    [toolName, reads],
  )
  const read = value?.toolName === toolName ? value : null
  const own = useOwnText({
    toolName,
    saved: read?.own ?? null,
    drafts,
    send: (text) => bridge.request('rules:save', { toolName, text }),
  })
  const refresh = () => setReads((count) => count + 1)
  return { preset: read?.preset ?? null, origin: read?.origin ?? null, own, readError: error, refresh }
}
