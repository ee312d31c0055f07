import { basename } from 'node:path'
import { succeed, type Result } from '../../app/base/result.ts'
import { failWith } from '../../app/i18n/failure.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import { patternsOf } from '../../app/screen/own-rules.ts'
import { mergeTools } from '../../app/tool/presets/merge-tools.ts'
import { isPresetName } from '../../app/tool/presets/preset-names.ts'
import { presetWith, rulesFor } from '../../app/tool/presets/updated-presets.ts'
import { diffRules, type RulesOrigin, type RulesPreview } from '../../app/tool/rules-diff.ts'
import { readRulesFile, ruleField, writeRulesFile, type RulesFile } from '../../app/tool/rules-file.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import { patternsOfTool } from '../../app/tool/tool-patterns.ts'
import { newestMeasured } from '../../app/tool/version.ts'
import type { Clock } from '../base/clock.ts'
import type { NoticeBoard } from '../notices/notice-board.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import { firstDanger } from './find-danger.ts'
import { keepRules, presetsWithKept, readKeptRules } from './kept-rules.ts'
import type { RuleBook } from './rule-book.ts'
import { readRulesText, writeRulesText } from './rules-disk.ts'
import type { ToolBook } from './tool-book.ts'

/** Brings the built-in rules up to date by a file of the user's. Their own rules stay on top of it. */
export type RuleUpdates = {
  /** Where the rules of a tool come from. */
  origin(toolName: string): RulesOrigin
  /**
   * Asks the user for a file and says what it would change; null where they chose none. Failures: `rules-file-…`, what is
   * wrong with it.
   */
  pick(): Promise<Result<RulesPreview | null>>
  /** Has the file in force that was looked at last. Failure: `rules-preview-gone` where `id` is of another one. */
  use(id: number): Result<null>
  /** Has the built-in rules in force again. */
  undo(): Result<null>
  /**
   * Asks where to, and writes the rules in force of one tool, with the user's own. @returns the path, null where they
   * chose none. Failures: `tool-unknown`, `rules-file-not-written`
   */
  save(toolName: string): Promise<Result<string | null>>
}

type RuleUpdatesDeps = {
  readonly settings: Pick<SettingsStore, 'read' | 'change'>
  readonly tools: Pick<ToolBook, 'named'>
  readonly rules: Pick<RuleBook, 'of'>
  readonly notices: Pick<NoticeBoard, 'post' | 'dismiss'>
  readonly t: Translate
  readonly clock: Pick<Clock, 'now' | 'dateNow'>
  /** Each asks the user for an absolute path; null where they chose none. */
  readonly pickFile: () => Promise<string | null>
  readonly pickTarget: (fileName: string) => Promise<string | null>
}

const damagedNotice = 'rules-file-damaged'

/** Keeps the rules of the file in the settings. Says where those that are there cannot be read. */
export function openRuleUpdates(deps: RuleUpdatesDeps): RuleUpdates {
  const { settings, tools, rules, notices, t, clock } = deps
  let pending: { readonly preview: RulesPreview; readonly tools: RulesFile['tools'] } | null = null
  let lastId = 0
  const keep = (entry: unknown): Result<null> => {
    notices.dismiss(damagedNotice)
    settings.change({ rulesFile: entry })
    return succeed(null)
  }
  if (readKeptRules(settings.read().rulesFile) === 'damaged')
    notices.post({
      id: damagedNotice,
      level: 'warning',
      message: t('notice.rulesDamaged'),
      hint: t('notice.rulesDamaged.hint'),
    })

  return {
    origin(toolName) {
      const isPreset = isPresetName(toolName)
      const measured = newestMeasured(tools.named(toolName)?.measured)
      const kept = readKeptRules(settings.read().rulesFile)
      if (kept === null || kept === 'damaged') return { isPreset, measured, file: null }
      const { fileName, chosenAt } = kept
      const versions = Object.entries(kept.tools).map(([name, { measured: named }]) => ({
        toolName: name,
        tool: tools.named(name)?.displayName ?? name,
        measured: newestMeasured(named),
        isUsed: rulesFor(name, kept) !== null,
      }))
      return { isPreset, measured, file: { fileName, chosenAt, versions } }
    },
    async pick() {
      const path = await deps.pickFile()
      if (path === null) return succeed(null)
      const text = await readRulesText(path)
      const file = text.ok ? readRulesFile(text.value) : text
      if (!file.ok) return file
      const base = mergeTools({}, undefined, presetsWithKept(settings.read().rulesFile)).tools
      const updated = updatedTools(file.value)
      if (updated.length === 0) return failWith('rules-file-no-tool')
      const known = new Set(base.flatMap(patternsOfTool).map(({ pattern }) => pattern))
      const slow = await firstDanger(updated.flatMap(namedPatterns), known, clock)
      if (slow !== undefined) {
        const reason = { kind: 'slow-pattern', pattern: slow.pattern } as const
        return failWith('rules-file-wrong', { field: slow.name, reason })
      }
      const diffs = updated.flatMap((after) => {
        const before = base.find(({ name }) => name === after.name)
        return before === undefined ? [] : [diffRules(before, after)]
      })
      lastId += 1
      const leftOut = Object.keys(file.value.tools).filter((name) => !isPresetName(name))
      const preview = { id: lastId, fileName: basename(path), tools: diffs, leftOut }
      const used = Object.entries(file.value.tools).filter(([name]) => isPresetName(name))
      pending = { preview, tools: Object.fromEntries(used) }
      return succeed(preview)
    },
    use(id) {
      if (pending?.preview.id !== id) return failWith('rules-preview-gone')
      const { preview, tools: used } = pending
      pending = null
      return keep(keepRules(used, preview.fileName, clock.dateNow()))
    },
    undo: () => keep(null),
    async save(toolName) {
      const tool = tools.named(toolName)
      if (tool === null || !isPresetName(toolName)) return failWith('tool-unknown')
      const path = await deps.pickTarget(`${toolName}-rules.json`)
      if (path === null) return succeed(null)
      const { measured, promptBox } = tool
      const text = writeRulesFile({ [toolName]: { measured, statusRules: rules.of(tool), promptBox } })
      return writeRulesText(path, text)
    },
  }
}

/** The tools of a file that Roost brings, with its rules. */
function updatedTools({ tools }: RulesFile): readonly ToolConfig[] {
  return Object.entries(tools).flatMap(([name, rules]) => {
    const read = isPresetName(name) ? presetWith(name, rules) : null
    return read?.ok === true ? [read.value] : []
  })
}

/** The patterns of rules and box, by the place in the file. */
function namedPatterns(tool: ToolConfig): readonly { readonly name: string; readonly pattern: string }[] {
  const ofRules = tool.statusRules.flatMap((rule) =>
    patternsOf(rule).map((pattern) => ({ name: ruleField(tool.name, rule.id), pattern })),
  )
  const ofBox = patternsOfTool(tool)
    .filter(({ name }) => name.startsWith('promptBox.'))
    .map(({ name, pattern }) => ({ name: `tools.${tool.name}.${name}`, pattern }))
  return [...ofRules, ...ofBox]
}
