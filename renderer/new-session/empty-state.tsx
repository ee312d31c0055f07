import { useApp } from '../model/app-context.ts'
import { runCommand } from '../keys/commands.ts'
import { shortcutLabel } from '../keys/shortcuts.ts'
import { PlusIcon, RoostMark } from '../styles/icons.tsx'
import { ToolGlyph } from '../badges/tool-glyph.tsx'

/** More than two rows of cards would hide the button above them. */
const maxQuickTools = 6

/** The middle of the window while no session is on show. `onTool` opens the dialog with that tool chosen. */
export function EmptyState({ onTool }: { readonly onTool: (toolName: string) => void }) {
  const { t, tools, platform, canReopen } = useApp().state
  const found = tools.value.filter((tool) => tool.found).slice(0, maxQuickTools)
  return (
    <div class="empty-state">
      <RoostMark size={72} />
      <h1>{t('app.name')}</h1>
      <p class="empty-text">{t('empty.text')}</p>
      <button
        type="button"
        class="button button-primary button-large"
        onClick={() => runCommand('newSession')}
      >
        <PlusIcon />
        {t('newSession.title')}
        <kbd aria-hidden="true">{shortcutLabel('newSession', platform.value)}</kbd>
      </button>
      {canReopen.value && (
        <button type="button" class="button button-quiet" onClick={() => runCommand('reopenSession')}>
          {t('tab.reopen')}
          <kbd aria-hidden="true">{shortcutLabel('reopenSession', platform.value)}</kbd>
        </button>
      )}
      {found.length > 0 && (
        <div class="quick-tools" role="group" aria-label={t('empty.tools')}>
          {found.map((tool) => (
            <button key={tool.name} type="button" class="quick-tool" onClick={() => onTool(tool.name)}>
              <ToolGlyph toolName={tool.name} />
              {tool.displayName}
            </button>
          ))}
        </div>
      )}
      <ul class="tips">
        <li>{t('empty.tipImage')}</li>
        <li>
          <kbd>{shortcutLabel('nextWaiting', platform.value)}</kbd> {t('empty.tipWaiting')}
        </li>
        <li>{t('empty.tipBack')}</li>
      </ul>
    </div>
  )
}
