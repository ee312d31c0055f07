import { useApp } from '../model/app-context.ts'
import { ToolGlyph } from '../badges/tool-glyph.tsx'
import type { ListedTool } from './listed-tools.ts'

type ToolListProps = {
  readonly tools: readonly ListedTool[]
  /** Null while a tool is added. */
  readonly chosen: string | null
  readonly onChoose: (name: string | null) => void
}

/** The tools, whose each is and whether it is there; last, the way to another one. */
export function ToolList({ tools, chosen, onChoose }: ToolListProps) {
  const { t } = useApp().state
  return (
    <nav class="tool-list" aria-label={t('tools.list')}>
      {tools.map(({ name, displayName, origin, found }) => (
        <button
          key={name}
          type="button"
          class="tool-row"
          aria-current={name === chosen}
          onClick={() => onChoose(name)}
        >
          <ToolGlyph toolName={name} />
          <span class="tool-text">
            <span class="tool-name">{displayName}</span>{' '}
            <span class="tool-origin">
              {t(`tools.${origin}`)}
              {found !== null && `, ${t(found ? 'tools.found' : 'tools.notFound')}`}
            </span>
          </span>
        </button>
      ))}
      <button
        type="button"
        class="button button-small"
        aria-current={chosen === null}
        onClick={() => onChoose(null)}
      >
        {t('tools.add')}
      </button>
    </nav>
  )
}
