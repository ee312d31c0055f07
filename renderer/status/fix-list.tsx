import { useRef, useState } from 'preact/hooks'
import type { RuleFix } from '../../app/activity/why.ts'
import type { AppError } from '../../app/base/result.ts'
import { useApp } from '../model/app-context.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import { FailureText } from '../notices/failure-text.tsx'

type FixListProps = { readonly fixes: readonly RuleFix[]; readonly toolName: string }

/** Changes of the rules to choose from. One can be used: each was made for the rules as they were before. */
export function FixList({ fixes, toolName }: FixListProps) {
  const { bridge, state } = useApp()
  const { t } = state
  const [used, setUsed] = useState<RuleFix | null>(null)
  const [problem, setProblem] = useState<{ readonly fix: RuleFix; readonly error: AppError } | null>(null)
  const saving = useRef(false)

  const use = async (fix: RuleFix): Promise<void> => {
    if (saving.current) return
    saving.current = true
    const result = await bridge.request('rules:save', { toolName, text: fix.rules })
    saving.current = false
    setProblem(result.ok ? null : { fix, error: result.error })
    if (result.ok) setUsed(fix)
  }
  return (
    <>
      <ul class="fix-list">
        {fixes.map((fix) => (
          <li key={`${fix.kind} ${fix.rule}`}>
            <div class="fix-text">
              <p class="fix-words">{fixWords(fix, t)}</p>
              <p class="fix-others">{othersWords(fix, t)}</p>
              <FailureText error={problem?.fix === fix ? problem.error : null} />
            </div>
            {used === null && (
              <button
                type="button"
                class="button button-small"
                aria-label={t('wrong.useNamed', { fix: fixWords(fix, t) })}
                onClick={() => void use(fix)}
              >
                {t('wrong.use')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <p role="status">{used !== null && t('wrong.used', { fix: fixWords(used, t) })}</p>
    </>
  )
}

function fixWords({ kind, rule }: RuleFix, t: Translate): string {
  switch (kind) {
    case 'off':
      return t('wrong.fix.off', { rule })
    case 'raise':
      return t('wrong.fix.raise', { rule })
    case 'add':
      return t('wrong.fix.add')
  }
}

function othersWords({ others, othersRight }: RuleFix, t: Translate): string {
  return others === 0 ? t('wrong.noOthers') : t('wrong.others', { right: othersRight, count: others })
}
