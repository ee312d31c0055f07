import { useId } from 'preact/hooks'
import { withoutBidi } from '../../app/base/bidi.ts'
import {
  isSameRules,
  type RuleChange,
  type RulesPreview,
  type ToolRulesDiff,
} from '../../app/tool/rules-diff.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import { Sheet } from '../dialogs/sheet.tsx'
import { useApp } from '../model/app-context.ts'

type RulesDiffDialogProps = {
  readonly preview: RulesPreview
  readonly onUse: () => void
  readonly onClose: () => void
}

/** What a file of rules would change, tool by tool, before anything of it is in use. */
export function RulesDiffDialog({ preview, onUse, onClose }: RulesDiffDialogProps) {
  const { t } = useApp().state
  const { fileName, tools, leftOut } = preview
  return (
    <Sheet
      class="rules-sheet"
      title={t('rules.diff.title', { file: withoutBidi(fileName) })}
      onDismiss={onClose}
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="button" class="button button-primary" onClick={onUse}>
            {t('rules.diff.use')}
          </button>
        </>
      }
    >
      <p>{t('rules.diff.note')}</p>
      {leftOut.length > 0 && <p>{t('rules.diff.leftOut', { names: withoutBidi(leftOut.join(', ')) })}</p>}
      {tools.map((diff) => (
        <ToolDiff key={diff.toolName} diff={diff} />
      ))}
    </Sheet>
  )
}

function ToolDiff({ diff }: { readonly diff: ToolRulesDiff }) {
  const { t } = useApp().state
  const id = useId()
  const { rules, promptBox, isReordered } = diff
  return (
    <section class="rules-diff" aria-labelledby={id}>
      <h3 id={id}>{toolWords(diff, t)}</h3>
      {isSameRules(diff) && <p>{t('rules.diff.same')}</p>}
      {isReordered && <p>{t('rules.diff.reordered')}</p>}
      {[...rules, ...(promptBox === null ? [] : [promptBox])].map((change) => (
        <RuleDiff
          key={`${change.kind} ${change.id}`}
          change={change}
          name={change === promptBox ? t('rules.diff.promptBox') : change.id}
        />
      ))}
    </section>
  )
}

function RuleDiff({ change, name }: { readonly change: RuleChange; readonly name: string }) {
  const { t } = useApp().state
  const words = t(`rules.diff.${change.kind}`, { rule: name })
  return (
    <details class={`rule-diff is-${change.kind}`} open>
      <summary>{words}</summary>
      <div class="rules-texts">
        {change.kind !== 'added' && (
          <RuleText label={t('rules.diff.before')} of={words} text={change.before} />
        )}
        {change.kind !== 'removed' && (
          <RuleText label={t('rules.diff.after')} of={words} text={change.after} />
        )}
      </div>
    </details>
  )
}

function RuleText(props: { readonly label: string; readonly of: string; readonly text: string }) {
  const { label, of, text } = props
  return (
    <div>
      <p class="field-note" aria-hidden="true">
        {label}
      </p>
      <pre class="screen-text" tabIndex={0} role="group" aria-label={`${of}. ${label}`}>
        {withoutBidi(text)}
      </pre>
    </div>
  )
}

function toolWords({ tool, measured: { before, after } }: ToolRulesDiff, t: Translate): string {
  if (after === null) return t('rules.diff.toolUnmeasured', { tool })
  return before === null || before === after
    ? t('rules.diff.tool', { tool, after })
    : t('rules.diff.toolFrom', { tool, before, after })
}
