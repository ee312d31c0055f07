import { useId } from 'preact/hooks'
import { useApp } from '../model/app-context.ts'
import { AskingButton } from '../dialogs/asking-button.tsx'
import { OwnTextField } from '../own-text/own-text-field.tsx'
import type { TextDrafts } from '../own-text/text-drafts.ts'
import { FailureText } from '../notices/failure-text.tsx'
import { ToolHelp } from './tool-help.tsx'
import { ToolSummary } from './tool-summary.tsx'
import { useTool } from './use-tool.ts'

type ToolDetailsProps = {
  readonly toolName: string
  readonly displayName: string
  readonly drafts: TextDrafts
  /** The tool was one of the user's own, and is gone. */
  readonly onGone: () => void
}

/** One tool: what is in force, the user's changes to edit, its help. */
export function ToolDetails({ toolName, displayName, drafts, onGone }: ToolDetailsProps) {
  const { t } = useApp().state
  const id = useId()
  const tool = useTool(toolName, drafts)
  const name = { tool: displayName }

  const takeBack = async (): Promise<void> => {
    if ((await tool.reset()) && !tool.isPreset) onGone()
  }
  return (
    <section class="tool-details" aria-labelledby={id}>
      <h3 id={id}>{displayName}</h3>
      <FailureText error={tool.problem} />
      {tool.inForce !== null && <ToolSummary tool={tool.inForce} onForget={() => void tool.forget()} />}
      {tool.isRead && tool.inForce === null && <p>{t('tools.invalid')}</p>}
      <ToolHelp toolName={toolName} displayName={displayName} />
      <OwnTextField
        own={tool.own}
        label={t('tools.own')}
        notes={{
          saved: t('tools.saved'),
          draft: t('tools.draft'),
          moved: t('tools.moved'),
          always: t('tools.own.note'),
        }}
      />
      <div class="tool-actions">
        {tool.isChanged && (
          <AskingButton
            class="button-quiet"
            label={t(tool.isPreset ? 'tools.reset' : 'tools.remove')}
            question={{
              title: tool.isPreset ? t('tools.resetTitle', name) : t('tools.removeTitle', name),
              text: t(tool.isPreset ? 'tools.resetText' : 'tools.removeText'),
              confirmLabel: t(tool.isPreset ? 'tools.reset' : 'tools.remove'),
            }}
            onConfirm={() => void takeBack()}
          />
        )}
        {tool.own.isDirty && (
          <AskingButton
            class="button-quiet"
            label={t('tools.revert')}
            question={{
              title: t('tools.revertTitle'),
              text: t('tools.revertText', name),
              confirmLabel: t('wrong.discard'),
            }}
            onConfirm={tool.own.revert}
          />
        )}
        <button
          type="button"
          class="button button-primary"
          disabled={!tool.own.isReady}
          onClick={() => void tool.own.save()}
        >
          {t('tools.save')}
        </button>
      </div>
    </section>
  )
}
