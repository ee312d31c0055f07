import { parseOwnRules, patternsOf, type OwnRuleProblem, type OwnRules } from '../../app/screen/own-rules.ts'
import { maxRules, mergeRules, type OwnRule, type Rule } from '../../app/screen/rules.ts'
import { failWith } from '../../app/i18n/failure.ts'
import { fail, succeed, type Result } from '../../app/base/result.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import { reasonWords } from '../../app/i18n/reason-words.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import type { NoticeBoard } from '../notices/notice-board.ts'
import type { ToolBook } from './tool-book.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import type { Clock } from '../base/clock.ts'
import { firstDanger } from './find-danger.ts'

/** The status rules in force: each tool's own, with the user's over them. */
export type RuleBook = {
  of(tool: ToolConfig): readonly Rule[]
  /** The user's own rules of a tool, as far as they can be read. */
  ownOf(toolName: string): readonly OwnRule[]
  /** Both lists as JSON text, for an editor. Failure: `tool-unknown`. */
  read(toolName: string): Result<{ readonly preset: string; readonly own: string }>
  /**
   * Takes the user's own rules of a tool, JSON text, and has them in force from then on. Nothing changes where one of
   * them is wrong: the failure `rules-refused` names it and says what is wrong.
   */
  save(toolName: string, text: string): Promise<Result<null>>
  /**
   * Looks at the patterns of rules that were written into the settings by hand, as `save` does. A rule that may take
   * catastrophically long is no longer in force, and the user is notified.
   */
  checkKept(): Promise<void>
  /** Told the tool whose rules have changed. @returns a function that ends the subscription */
  onChange(listener: (toolName: string) => void): () => void
}

type RuleBookDeps = {
  readonly settings: Pick<SettingsStore, 'read' | 'change'>
  readonly tools: Pick<ToolBook, 'named'>
  readonly notices: Pick<NoticeBoard, 'post'>
  readonly t: Translate
  readonly clock: Pick<Clock, 'now'>
}

/** Keeps the user's rules in the settings. */
export function openRuleBook({ settings, tools, notices, t, clock }: RuleBookDeps): RuleBook {
  const listeners = new Set<(toolName: string) => void>()
  const listOf = (toolName: string): readonly unknown[] => {
    const kept = settings.read().statusRules[toolName]
    return Array.isArray(kept) ? kept : []
  }
  /** Patterns that `checkKept` has found. */
  const slow = new Set<string>()
  const ownOf = (toolName: string): OwnRules => {
    const { rules, problems } = parseOwnRules(listOf(toolName))
    return { rules: rules.filter((one) => !patternsOf(one).some((pattern) => slow.has(pattern))), problems }
  }

  return {
    of: (tool) => mergeRules(tool.statusRules, ownOf(tool.name).rules),
    ownOf: (toolName) => ownOf(toolName).rules,
    read(toolName) {
      const tool = tools.named(toolName)
      if (tool === null) return failWith('tool-unknown')
      return succeed({
        preset: JSON.stringify(tool.statusRules, null, 2),
        own: JSON.stringify(listOf(toolName), null, 2),
      })
    },
    async save(toolName, text) {
      const tool = tools.named(toolName)
      if (tool === null) return failWith('tool-unknown')
      const list = readList(text)
      if (list === null || list.length > maxRules)
        return fail('rules-refused', t('rules.noList'), t('rules.noList.hint'))
      const { rules, problems } = parseOwnRules(list)
      const known = new Set([...tool.statusRules, ...ownOf(toolName).rules].flatMap(patternsOf))
      const refuse = (problem: OwnRuleProblem) =>
        fail('rules-refused', refusal(problem, t), t('rules.refused.hint'))
      if (problems[0] !== undefined) return refuse(problems[0])
      const patterns = rules.flatMap((one) => patternsOf(one).map((pattern) => ({ rule: one.id, pattern })))
      const slow = await firstDanger(patterns, known, clock)
      if (slow !== undefined)
        return refuse({ rule: slow.rule, field: '', reason: { kind: 'slow-pattern', pattern: slow.pattern } })
      settings.change({ statusRules: { ...settings.read().statusRules, [toolName]: [...list] } })
      for (const listener of listeners) listener(toolName)
      return succeed(null)
    },
    async checkKept() {
      for (const toolName of Object.keys(settings.read().statusRules)) {
        const known = new Set((tools.named(toolName)?.statusRules ?? []).flatMap(patternsOf))
        const next = () =>
          firstDanger(
            ownOf(toolName).rules.flatMap((one) =>
              patternsOf(one).map((pattern) => ({ rule: one.id, pattern })),
            ),
            known,
            clock,
          )
        for (let found = await next(); found !== undefined; found = await next()) {
          slow.add(found.pattern)
          const reason = { kind: 'slow-pattern', pattern: found.pattern } as const
          const message = refusal({ rule: found.rule, field: '', reason }, t)
          notices.post({
            id: `rule-slow-${toolName}-${found.rule}`,
            level: 'warning',
            message,
            hint: t('rules.refused.hint'),
          })
          for (const listener of listeners) listener(toolName)
        }
      }
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function refusal({ rule, field, reason }: OwnRuleProblem, t: Translate): string {
  const words = reasonWords(t, reason)
  return t('rules.refused', { rule, problem: field === '' ? words : `${field}: ${words}` })
}

function readList(text: string): readonly unknown[] | null {
  if (text.trim() === '') return []
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
