import { useId, useState } from 'preact/hooks'
import type { AppError } from '../../app/base/result.ts'
import type { RulesOrigin, RulesPreview } from '../../app/tool/rules-diff.ts'
import { clockTime } from '../badges/clock-time.ts'
import { useApp } from '../model/app-context.ts'
import type { AppState } from '../model/state.ts'
import { FailureText } from '../notices/failure-text.tsx'
import { RulesDiffDialog } from './rules-diff-dialog.tsx'

type RulesSourceProps = {
  readonly toolName: string
  readonly tool: string
  readonly origin: RulesOrigin
  /** Other rules are in use than before. */
  readonly onChange: () => void
}

/** Where the rules of a tool come from, and how they are brought up to date, taken back, and given to others. */
export function RulesSource({ toolName, tool, origin, onChange }: RulesSourceProps) {
  const { bridge, state } = useApp()
  const { t } = state
  const id = useId()
  const [preview, setPreview] = useState<RulesPreview | null>(null)
  const [said, setSaid] = useState('')
  const [error, setError] = useState<AppError | null>(null)
  const say = (words: string) => {
    setError(null)
    setSaid(words)
  }
  const refuse = (problem: AppError) => {
    setSaid('')
    setError(problem)
  }

  const pick = async (): Promise<void> => {
    const picked = await bridge.request('rules:pickFile', {})
    if (!picked.ok) return refuse(picked.error)
    if (picked.value === null) return
    say('')
    setPreview(picked.value)
  }
  const use = async ({ id: shown, fileName }: RulesPreview): Promise<void> => {
    setPreview(null)
    const used = await bridge.request('rules:useFile', { preview: shown })
    if (!used.ok) return refuse(used.error)
    say(t('rules.used', { file: fileName }))
    onChange()
  }
  const drop = async (): Promise<void> => {
    const dropped = await bridge.request('rules:dropFile', {})
    if (!dropped.ok) return refuse(dropped.error)
    say(t('rules.dropped'))
    onChange()
  }
  const save = async (): Promise<void> => {
    const saved = await bridge.request('rules:saveFile', { toolName })
    if (!saved.ok) return refuse(saved.error)
    if (saved.value !== null) say(t('rules.written', { path: saved.value }))
  }

  return (
    <section class="rules-source" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t('rules.origin')}</h3>
      {originLines(origin, toolName, tool, state).map((line) => (
        <p key={line}>
          <bdi>{line}</bdi>
        </p>
      ))}
      <div class="rules-source-actions">
        <button type="button" class="button button-small" onClick={() => void pick()}>
          {t('rules.pickFile')}
        </button>
        {origin.file !== null && (
          <button type="button" class="button button-small" onClick={() => void drop()}>
            {t('rules.dropFile')}
          </button>
        )}
        {origin.isPreset && (
          <button type="button" class="button button-small" onClick={() => void save()}>
            {t('rules.saveFile')}
          </button>
        )}
      </div>
      <FailureText error={error} />
      <p class="field-note" role="status">
        {said}
      </p>
      {preview !== null && (
        <RulesDiffDialog preview={preview} onUse={() => void use(preview)} onClose={() => setPreview(null)} />
      )}
    </section>
  )
}

function originLines(
  { measured, file }: RulesOrigin,
  toolName: string,
  tool: string,
  { t, locale }: AppState,
): readonly string[] {
  const builtIn = measured === null ? t('rules.builtIn') : t('rules.builtInFor', { tool, measured })
  if (file === null) return [builtIn]
  const { fileName, chosenAt, versions } = file
  const named = versions.map((one) => (one.measured === null ? one.tool : `${one.tool} ${one.measured}`))
  const all = t('rules.fileVersions', { file: fileName, versions: named.join(', ') })
  const mine = versions.find((one) => one.toolName === toolName)
  if (mine === undefined) return [builtIn, all]
  if (!mine.isUsed) return [builtIn, t('rules.fileOlder', { file: fileName }), all]
  const from = { file: fileName, time: clockTime(chosenAt, locale.value) }
  return [
    mine.measured === null
      ? t('rules.fileOf', from)
      : t('rules.fileFor', { ...from, tool, measured: mine.measured }),
    all,
  ]
}
