import { useId } from 'preact/hooks'
import type { ToolView } from '../../app/ipc/read-model.ts'
import { useApp } from '../model/app-context.ts'
import { ToolGlyph } from '../badges/tool-glyph.tsx'

type ToolChoiceProps = {
  readonly tools: readonly ToolView[]
  readonly chosen: string | null
  readonly onChoose: (name: string) => void
}

/** So many that are not installed stand with the others: a row. More are folded away, behind those that can be used. */
const maxMissingShown = 3

/** The tools as cards of a radio group. One that is not installed says so and cannot be chosen. */
export function ToolChoice({ tools, chosen, onChoose }: ToolChoiceProps) {
  const { t } = useApp().state
  const id = useId()
  const found = tools.filter((tool) => tool.found)
  const missing = tools.filter((tool) => !tool.found)
  const isFolded = missing.length > maxMissingShown
  const card = (tool: ToolView) => (
    <ToolCard key={tool.name} group={id} tool={tool} isChosen={tool.name === chosen} onChoose={onChoose} />
  )
  return (
    <fieldset class="field">
      <legend>{t('newSession.tool')}</legend>
      <div class="tool-grid">{(isFolded ? found : [...found, ...missing]).map(card)}</div>
      {isFolded && (
        <details class="missing-tools">
          <summary>{t('newSession.missingTools', { count: missing.length })}</summary>
          <div class="tool-grid">{missing.map(card)}</div>
        </details>
      )}
    </fieldset>
  )
}

type ToolCardProps = {
  readonly group: string
  readonly tool: ToolView
  readonly isChosen: boolean
  readonly onChoose: (name: string) => void
}

function ToolCard({ group, tool, isChosen, onChoose }: ToolCardProps) {
  const { t } = useApp().state
  const { name, displayName, found } = tool
  return (
    <label class="tool-card" title={found ? undefined : t('newSession.toolMissing', { tool: displayName })}>
      <input
        type="radio"
        name={group}
        value={name}
        checked={isChosen}
        disabled={!found}
        data-autofocus={isChosen ? '' : undefined}
        aria-label={displayName}
        aria-describedby={found ? undefined : `${group}-${name}`}
        onChange={() => onChoose(name)}
      />
      <ToolGlyph toolName={name} />
      <span class="tool-text">
        <span class="tool-name">{displayName}</span>
        {!found && (
          <span class="tool-missing" id={`${group}-${name}`}>
            {t('newSession.notFound')}
          </span>
        )}
      </span>
    </label>
  )
}
