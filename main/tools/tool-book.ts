import { failWith } from '../../app/i18n/failure.ts'
import { fail, succeed, type Result } from '../../app/base/result.ts'
import { mayLearn, withLearned, type InferredResume } from '../../app/tool/learned-resume.ts'
import { mergeTool, mergeTools, unlikeOthers } from '../../app/tool/presets/merge-tools.ts'
import type { OwnEntry } from '../../app/tool/own-entry.ts'
import { presets } from '../../app/tool/presets/presets.ts'
import { isPresetName } from '../../app/tool/presets/preset-names.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import { patternsOfTool } from '../../app/tool/tool-patterns.ts'
import type { ToolProblem } from '../../app/tool/tool-problem.ts'
import type { Clock } from '../base/clock.ts'
import { firstDanger } from './find-danger.ts'
import type { NoticeBoard } from '../notices/notice-board.ts'
import { reasonWords } from '../../app/i18n/reason-words.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import { presetsWithKept } from './kept-rules.ts'
import { readEntry, shownEntry, shownTool } from './tool-text.ts'

/** The tools in force: the presets with the user's changes over them, and the tools of their own. */
export type ToolBook = {
  /** In the order in which they are offered; another list after each change, the same until then. */
  all(): readonly ToolConfig[]
  named(toolName: string): ToolConfig | null
  /**
   * The tool in force and the user's own entry, both as JSON text for an editor; of the first one the values of the
   * environment are blanked. Failure: `tool-unknown`.
   */
  read(
    toolName: string,
  ): Result<{ readonly inForce: string; readonly own: string; readonly isPreset: boolean }>
  /**
   * Takes the user's own entry of a tool, JSON text, and has it in force from then on; a name that is not known makes a
   * tool of their own. Nothing changes where it is wrong: the failure `tool-refused` names the field and says why.
   */
  save(toolName: string, text: string): Promise<Result<null>>
  /** Takes the user's entry away. A tool of their own is gone then. Failure: `tool-unknown`. */
  reset(toolName: string): Result<null>
  /**
   * Keeps how conversations are resumed, as it was read off the tool's output, in the user's entry, where it is marked
   * as learned. A tool that has a pattern, or from which a learned one was taken back, stays as it is.
   * Failures: `tool-unknown`, `tool-not-learned`.
   */
  learn(toolName: string, found: InferredResume): Result<null>
  /**
   * Looks at the patterns of entries that were written into the settings by hand, as `save` does. One that may take
   * catastrophically long is no longer in force, and the user is notified.
   */
  checkKept(): Promise<void>
  /** Told the tool that has changed, has come or is gone. @returns a function that ends the subscription */
  onChange(listener: (toolName: string) => void): () => void
}

type ToolBookDeps = {
  readonly settings: Pick<SettingsStore, 'read' | 'change' | 'onChange'>
  readonly notices: Pick<NoticeBoard, 'post' | 'dismiss'>
  readonly t: Translate
  readonly clock: Pick<Clock, 'now'>
}

/** Keeps the user's tools in the settings, and the last good one of each in force. */
export function openToolBook({ settings, notices, t, clock }: ToolBookDeps): ToolBook {
  const listeners = new Set<(toolName: string) => void>()
  let { tools: own, rulesFile } = settings.read()
  let inputs = presetsWithKept(rulesFile)
  let tools: readonly ToolConfig[] = []
  let refused: ReadonlySet<string> = new Set()
  /** Entries that `checkKept` has found wrong, as they were then. */
  const slow = new Map<string, { readonly entry: unknown; readonly problem: ToolProblem }>()

  const named = (toolName: string): ToolConfig | null => tools.find(({ name }) => name === toolName) ?? null
  const entryOf = (toolName: string): unknown => (Object.hasOwn(own, toolName) ? own[toolName] : undefined)

  const apply = (lastGood: readonly ToolConfig[] | undefined): void => {
    const isSlow = (toolName: string) => slow.get(toolName)?.entry === entryOf(toolName)
    const fit = Object.fromEntries(Object.entries(own).filter(([toolName]) => !isSlow(toolName)))
    const { tools: inForce, problems } = mergeTools(fit, lastGood, inputs)
    const slowOnes = [...slow].filter(([toolName]) => isSlow(toolName))
    const merged = {
      tools: inForce,
      problems: [...problems, ...slowOnes.map(([toolName, { problem }]) => ({ toolName, ...problem }))],
    }
    const changed = changedNames(tools, merged.tools)
    if (changed.length > 0) tools = merged.tools
    const bad = new Set(merged.problems.map(({ toolName }) => toolName))
    for (const toolName of refused) if (!bad.has(toolName)) notices.dismiss(noticeId(toolName))
    refused = bad
    for (const { toolName, field, reason } of merged.problems) {
      const problem = reasonWords(t, reason)
      const message = t('notice.toolRefused', { tool: toolName, field: field || toolName, problem })
      notices.post({
        id: noticeId(toolName),
        level: 'warning',
        message,
        hint: t('notice.toolRefused.hint'),
      })
    }
    for (const toolName of changed) for (const listener of listeners) listener(toolName)
  }
  apply(undefined)
  settings.onChange((changed) => {
    if (changed.tools === own && changed.rulesFile === rulesFile) return
    if (changed.rulesFile !== rulesFile) inputs = presetsWithKept(changed.rulesFile)
    own = changed.tools
    rulesFile = changed.rulesFile
    apply(tools)
  })

  const keep = (toolName: string, entry: OwnEntry): void =>
    settings.change({ tools: { ...settings.read().tools, [toolName]: entry } })
  const reset = (toolName: string): Result<null> => {
    if (entryOf(toolName) === undefined)
      return isPresetName(toolName) ? succeed(null) : failWith('tool-unknown')
    const { [toolName]: _, ...rest } = settings.read().tools
    settings.change({ tools: rest })
    return succeed(null)
  }
  const refuse = ({ field, reason }: ToolProblem): Result<never> => {
    const problem = reasonWords(t, reason)
    const message =
      field === '' ? t('tools.refusedWhole', { problem }) : t('tools.refused', { field, problem })
    return fail('tool-refused', message, t('tools.refused.hint'))
  }

  return {
    all: () => tools,
    named,
    read(toolName) {
      const tool = named(toolName)
      const entry = entryOf(toolName)
      // An own tool that has never been good is not in force, and can still be mended.
      if (tool === null && entry === undefined) return failWith('tool-unknown')
      return succeed({
        inForce: tool === null ? '' : shownTool(tool),
        own: shownEntry(entry),
        isPreset: isPresetName(toolName),
      })
    },
    async save(toolName, text) {
      const entry = readEntry(text)
      if (entry === null) return fail('tool-refused', t('tools.noObject'), t('tools.noObject.hint'))
      if (Object.keys(entry).length === 0 && isPresetName(toolName)) return reset(toolName)
      const merged = mergeTool(toolName, entry, inputs)
      const checked = merged.ok ? unlikeOthers(merged.value, tools) : merged
      if (!checked.ok) return refuse(checked.error)
      const known = new Set(tools.flatMap(patternsOfTool).map(({ pattern }) => pattern))
      const slow = await firstDanger(patternsOfTool(checked.value), known, clock)
      if (slow !== undefined)
        return refuse({ field: slow.name, reason: { kind: 'slow-pattern', pattern: slow.pattern } })
      keep(toolName, entry)
      return succeed(null)
    },
    reset,
    async checkKept() {
      const known = new Set(presets.flatMap(patternsOfTool).map(({ pattern }) => pattern))
      for (const tool of tools) {
        const entry = entryOf(tool.name)
        const found = entry === undefined ? undefined : await firstDanger(patternsOfTool(tool), known, clock)
        if (found === undefined) continue
        const reason = { kind: 'slow-pattern', pattern: found.pattern } as const
        slow.set(tool.name, { entry, problem: { field: found.name, reason } })
      }
      if (slow.size > 0) apply(tools)
    },
    learn(toolName, found) {
      const tool = named(toolName)
      if (tool === null) return failWith('tool-unknown')
      if (!mayLearn(tool)) return succeed(null)
      const entry = readEntry(shownEntry(entryOf(toolName))) ?? {}
      const learned = withLearned(entry, tool, found)
      if (!mergeTool(toolName, learned, inputs).ok) return failWith('tool-not-learned')
      keep(toolName, learned)
      return succeed(null)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function noticeId(toolName: string): string {
  return `tool-config-${toolName}`
}

function changedNames(before: readonly ToolConfig[], after: readonly ToolConfig[]): readonly string[] {
  const texts = (tools: readonly ToolConfig[]) =>
    new Map(tools.map((tool) => [String(tool.name), JSON.stringify(tool)]))
  const [old, now] = [texts(before), texts(after)]
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name))
}
