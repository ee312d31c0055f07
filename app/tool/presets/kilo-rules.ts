import type { RuleInput } from '../../screen/rules.ts'
import { opencodeRules } from './opencode-rules.ts'

/** Kilo CLI, measured at 7.7: it draws opencode's dialogs, footer and errors, so one set of rules is kept for both. */
export const kiloRules: readonly RuleInput[] = opencodeRules
