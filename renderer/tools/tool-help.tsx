import { useState } from 'preact/hooks'
import type { Result } from '../../app/base/result.ts'
import { useApp } from '../model/app-context.ts'
import { FailureText } from '../notices/failure-text.tsx'

type ToolHelpProps = { readonly toolName: string; readonly displayName: string }

/** What a tool says of itself, when the user asks for it. */
export function ToolHelp({ toolName, displayName }: ToolHelpProps) {
  const { bridge, state } = useApp()
  const { t } = state
  const [answer, setAnswer] = useState<Result<string> | 'asking' | null>(null)
  const ask = async (): Promise<void> => {
    setAnswer('asking')
    setAnswer(await bridge.request('tools:help', { toolName }))
  }
  return (
    <div class="tool-help">
      <button
        type="button"
        class="button button-small"
        disabled={answer === 'asking'}
        onClick={() => void ask()}
      >
        {t('tools.help')}
      </button>
      <div role="status">{answer === 'asking' && <p>{t('tools.help.reading')}</p>}</div>
      {answer !== null && answer !== 'asking' && !answer.ok && <FailureText error={answer.error} />}
      {answer !== null && answer !== 'asking' && answer.ok && (
        <pre
          class="screen-text"
          tabIndex={0}
          role="group"
          aria-label={t('tools.help.label', { tool: displayName })}
        >
          {answer.value}
        </pre>
      )}
    </div>
  )
}
