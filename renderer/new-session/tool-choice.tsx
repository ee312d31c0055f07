import { useId } from 'preact/hooks'
import type { ToolView } from '../../app/ipc/read-model.ts'
import { useApp } from '../model/app-context.ts'
import { ToolGlyph } from '../badges/tool-glyph.tsx'

type ToolChoiceProps = {
  readonly tools: readonly ToolView[]
  readonly chosen: string | null
  readonly onChoose: (name: string) => void
}

/** The tools as cards of a radio group. One that is not installed says so and cannot be chosen. */
export function ToolChoice({ tools, chosen, onChoose }: ToolChoiceProps) {
  const { t } = useApp().state
  const id = useId()
  // What can be used comes first.
  const sorted = [...tools.filter((tool) => tool.found), ...tools.filter((tool) => !tool.found)]
  return (
    <fieldset class="field">
      <legend>{t('newSession.tool')}</legend>
      <div class="tool-grid">
        {sorted.map((tool) => (
          <label
            key={tool.name}
            class="tool-card"
            title={tool.found ? undefined : t('newSession.toolMissing', { tool: tool.displayName })}
          >
            <input
              type="radio"
              name={id}
              value={tool.name}
              checked={tool.name === chosen}
              disabled={!tool.found}
              data-autofocus={tool.name === chosen ? '' : undefined}
              aria-label={tool.displayName}
              aria-describedby={tool.found ? undefined : `${id}-${tool.name}`}
              onChange={() => onChoose(tool.name)}
            />
            <ToolGlyph toolName={tool.name} />
            <span class="tool-text">
              <span class="tool-name">{tool.displayName}</span>
              {!tool.found && (
                <span class="tool-missing" id={`${id}-${tool.name}`}>
                  {t('newSession.notFound')}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
