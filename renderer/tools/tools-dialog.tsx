import './tools.css'
import type { Signal } from '@preact/signals'
import { useState } from 'preact/hooks'
import { useApp } from '../model/app-context.ts'
import type { TextDrafts } from '../own-text/text-drafts.ts'
import { Sheet } from '../dialogs/sheet.tsx'
import { AddTool, type NewTool } from './add-tool.tsx'
import { listedTools } from './listed-tools.ts'
import { ToolDetails } from './tool-details.tsx'
import { ToolList } from './tool-list.tsx'

type ToolsDialogProps = {
  readonly drafts: TextDrafts
  readonly newTool: Signal<NewTool>
  readonly onClose: () => void
}

/** The tools Roost can start: what is known of each, and what the user has changed of it. Nothing typed goes with it. */
export function ToolsDialog({ drafts, newTool, onClose }: ToolsDialogProps) {
  const { state } = useApp()
  const { t } = state
  const tools = listedTools(state.tools.value, state.settings.value.tools)
  const [chosen, choose] = useState<string | null>(() => {
    const active = state.activeId.peek()
    const name = active === null ? undefined : state.session(active).peek()?.toolName
    return (tools.find((tool) => tool.name === name) ?? tools[0])?.name ?? null
  })
  return (
    <Sheet
      class="tools-sheet"
      title={t('tools.title')}
      onDismiss={onClose}
      actions={
        <button type="button" class="button" onClick={onClose}>
          {t('action.close')}
        </button>
      }
    >
      <div class="tools-columns">
        <ToolList tools={tools} chosen={chosen} onChoose={choose} />
        {chosen === null ? (
          <AddTool tools={tools} draft={newTool} onAdded={choose} />
        ) : (
          <ToolDetails
            key={chosen}
            toolName={chosen}
            displayName={tools.find(({ name }) => name === chosen)?.displayName ?? chosen}
            drafts={drafts}
            onGone={() => choose(tools[0]?.name ?? null)}
          />
        )}
      </div>
    </Sheet>
  )
}
