import { assertNever } from '../../app/base/assert-never.ts'
import { joinCommand } from '../../app/tool/split-command.ts'
import type { ExitStep, ToolConfig } from '../../app/tool/tool-config.ts'
import type { Translate } from '../../app/i18n/translate.ts'

/** A field of a tool in words; `code` is shown as it is written. */
export type SummaryRow = {
  readonly field: SummaryField
  readonly text: string
  readonly isCode: boolean
}
type SummaryField =
  | 'command'
  | 'headless'
  | 'prompt'
  | 'image'
  | 'promptPattern'
  | 'resumePattern'
  | 'resume'
  | 'interrupt'
  | 'autoCommands'
  | 'environment'
  | 'timeouts'

/** What is in force of a tool, a row for each field that a user may ask about. */
export function summaryRows(tool: ToolConfig, t: Translate): readonly SummaryRow[] {
  const code = (field: SummaryField, text: string | undefined): SummaryRow =>
    text === undefined || text === '' ? words(field, t('tools.none')) : { field, text, isCode: true }
  const words = (field: SummaryField, text: string): SummaryRow => ({ field, text, isCode: false })
  const { headless, resume, timeouts } = tool
  return [
    code('command', joinCommand(tool.command)),
    code('headless', headless === undefined ? undefined : template(headless.command)),
    ...(headless === undefined ? [] : [words('prompt', t(`tools.prompt.${headless.prompt}`))]),
    words('image', imageWords(tool.imageForm, t)),
    code('promptPattern', tool.promptPattern),
    code('resumePattern', resume?.pattern),
    code('resume', resume === undefined ? undefined : joinCommand(resume.resumeArgs)),
    words('interrupt', keyWords(tool.interrupt, t)),
    code('autoCommands', tool.autoCommands.join('\n')),
    // Names alone: the values may be secrets.
    code('environment', Object.keys(tool.environment).join(', ')),
    words('timeouts', timeoutWords(timeouts, t)),
  ]
}

/** What stands together, and is left out together, in brackets. */
function template(parts: readonly (string | readonly string[])[]): string {
  return parts
    .map((part) => (typeof part === 'string' ? joinCommand([part]) : `[${joinCommand(part)}]`))
    .join(' ')
}

function imageWords(form: ToolConfig['imageForm'], t: Translate): string {
  switch (form.kind) {
    case 'paste':
      return t('tools.image.paste')
    case 'argument':
      return t('tools.image.argument', { args: form.args.join(' ') })
    case 'quoted-path':
      return t('tools.image.quoted')
    case 'line':
      return t('tools.image.line', { text: form.text })
    default:
      return assertNever(form)
  }
}

function keyWords(steps: readonly ExitStep[], t: Translate): string {
  const parts = steps.map((step) =>
    step.kind === 'key' ? t(`tools.key.${step.key}`) : t('tools.key.pause', { count: step.ms }),
  )
  return parts.length === 0 ? t('tools.none') : parts.join(', ')
}

function timeoutWords({ idleSec, totalSec }: ToolConfig['timeouts'], t: Translate): string {
  const parts = [
    ...(idleSec === null ? [] : [t('tools.timeout.idle', { count: idleSec })]),
    ...(totalSec === null ? [] : [t('tools.timeout.total', { count: totalSec })]),
  ]
  return parts.length === 0 ? t('tools.none') : parts.join(', ')
}
