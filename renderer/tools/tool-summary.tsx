import type { ToolConfig } from '../../app/tool/tool-config.ts'
import { useApp } from '../model/app-context.ts'
import { summaryRows } from './summary-rows.ts'

/** What is in force of a tool, to be read. */
export function ToolSummary({
  tool,
  onForget,
}: {
  readonly tool: ToolConfig
  readonly onForget: () => void
}) {
  const { t } = useApp().state
  return (
    <dl class="tool-summary">
      {summaryRows(tool, t).map(({ field, text, isCode }) => (
        <div key={field}>
          <dt>{t(`tools.field.${field}`)}</dt>
          <dd>
            {isCode ? <code>{text}</code> : text}
            {field === 'resumePattern' && tool.resume?.learned === true && (
              <span class="tool-learned">
                {t('tools.learned')}
                <button
                  type="button"
                  class="button button-small"
                  aria-label={t('tools.forgetNamed')}
                  onClick={onForget}
                >
                  {t('tools.forget')}
                </button>
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
