import { assertNever } from '../base/assert-never.ts'
import type { Reason } from '../base/reason.ts'
import type { Translate } from './translate.ts'

/** A reason in the reader's language, as a part of a sentence: "it must be a list". */
export function reasonWords(t: Translate, reason: Reason): string {
  switch (reason.kind) {
    case 'type':
      return t(`reason.type.${reason.type}`)
    case 'length':
      return t('reason.length', { expected: reason.expected })
    case 'value':
      return t('reason.value', { expected: reason.expected })
    case 'other-name':
      return t('reason.other-name', { name: reason.name })
    case 'name-taken':
      return t('reason.name-taken', { name: reason.name })
    case 'slow-pattern':
      return t('reason.slow-pattern', { pattern: reason.pattern })
    case 'place':
      return `{${reason.place}}`
    case 'text-place':
      return t('reason.text-place', { line: reason.line, column: reason.column })
    case 'exit-code':
      return t('reason.exit-code', { code: reason.code })
    case 'signal':
      return t('reason.signal', { signal: reason.signal })
    case 'folder-missing':
    case 'folder-none':
    case 'folder-closed':
    case 'program-missing':
    case 'program-closed':
      return t(`reason.${reason.kind}`, { path: reason.path })
    case 'system':
      return reason.text
    case 'unknown-field':
    case 'missing-field':
    case 'unfit':
    case 'control-character':
    case 'no-program':
    case 'unknown-place':
    case 'tool-name':
    case 'rule-id':
    case 'rule-id-taken':
    case 'condition':
    case 'deep':
    case 'variable-name':
    case 'no-token-group':
    case 'no-image-place':
    case 'pattern':
    case 'version':
    case 'running-already':
    case 'not-open':
      return t(`reason.${reason.kind}`)
    default:
      return assertNever(reason)
  }
}
