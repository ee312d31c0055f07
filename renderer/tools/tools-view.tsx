import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { registerCommand } from '../keys/commands.ts'
import { isModalOpen } from '../dialogs/modal.tsx'
import type { TextDrafts } from '../own-text/text-drafts.ts'
import { emptyNewTool, type NewTool } from './add-tool.tsx'
import { ToolsDialog } from './tools-dialog.tsx'

/** The tools, shown by their command. What is typed there outlives the dialog. */
export function ToolsView() {
  const isOpen = useSignal(false)
  const drafts: TextDrafts = useSignal(new Map())
  const newTool = useSignal<NewTool>(emptyNewTool)
  useEffect(
    () =>
      registerCommand('tools', () => {
        if (!isModalOpen()) isOpen.value = true
      }),
    [],
  )
  if (!isOpen.value) return null
  return (
    <ToolsDialog
      drafts={drafts}
      newTool={newTool}
      onClose={() => {
        isOpen.value = false
      }}
    />
  )
}
