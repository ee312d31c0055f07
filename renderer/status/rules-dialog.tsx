import './rules.css'
import { useId, useState } from 'preact/hooks'
import { useApp } from '../model/app-context.ts'
import { AskingButton } from '../dialogs/asking-button.tsx'
import { OwnTextField } from '../own-text/own-text-field.tsx'
import type { TextDrafts } from '../own-text/text-drafts.ts'
import type { AppState } from '../model/state.ts'
import { FailureText } from '../notices/failure-text.tsx'
import { RulesHelp } from './rules-help.tsx'
import { RulesSource } from './rules-source.tsx'
import { Sheet } from '../dialogs/sheet.tsx'
import { useToolRules } from './use-tool-rules.ts'

type RulesDialogProps = {
  /** Null for the tool of the active session. */
  readonly toolName: string | null
  readonly drafts: TextDrafts
  readonly onClose: () => void
}

/** The rules that tell a tool's status: the built-in ones to read, the user's own to edit. Nothing typed goes with it. */
export function RulesDialog({ toolName, drafts, onClose }: RulesDialogProps) {
  const { state } = useApp()
  const { t } = state
  const id = useId()
  const [tool, setTool] = useState(() => firstTool(toolName, state))
  const rules = useToolRules(tool, drafts)
  const tools = state.tools.value
  const shown = tools.find(({ name }) => name === tool)?.displayName ?? tool
  const isOfFile = rules.origin?.file?.versions.some((one) => one.toolName === tool && one.isUsed) === true

  return (
    <Sheet
      class="rules-sheet"
      title={t('rules.title')}
      onDismiss={onClose}
      actions={
        <>
          {rules.own.isDirty && (
            <AskingButton
              class="button-quiet"
              label={t('rules.revert')}
              question={{
                title: t('rules.revertTitle'),
                text: t('rules.revertText', { tool: shown }),
                confirmLabel: t('wrong.discard'),
              }}
              onConfirm={rules.own.revert}
            />
          )}
          <button type="button" class="button" onClick={onClose}>
            {t('action.close')}
          </button>
          <button
            type="button"
            class="button button-primary"
            disabled={!rules.own.isReady}
            onClick={() => void rules.own.save()}
          >
            {t('rules.save')}
          </button>
        </>
      }
    >
      <div class="field">
        <label for={`${id}-tool`}>{t('rules.tool')}</label>
        <select
          id={`${id}-tool`}
          class="text-field"
          value={tool}
          onChange={(event) => setTool(event.currentTarget.value)}
        >
          {tools.map(({ name, displayName }) => (
            <option key={name} value={name}>
              {displayName}
            </option>
          ))}
        </select>
      </div>
      {rules.origin !== null && (
        <RulesSource toolName={tool} tool={shown} origin={rules.origin} onChange={rules.refresh} />
      )}
      <RulesHelp />
      <FailureText error={rules.readError} />
      <div class="rules-texts">
        <OwnTextField
          own={rules.own}
          label={t('rules.own')}
          notes={{ saved: t('rules.saved'), draft: t('rules.draft'), moved: t('rules.changed') }}
        />
        <div class="field">
          <label for={`${id}-preset`}>{t(isOfFile ? 'rules.fromFile' : 'rules.preset')}</label>
          <textarea
            id={`${id}-preset`}
            class="text-field code-field"
            wrap="off"
            spellcheck={false}
            readOnly
            value={rules.preset ?? ''}
          />
        </div>
      </div>
    </Sheet>
  )
}

/** The tool asked for, else that of the active session, as far as it is still there. */
function firstTool(wanted: string | null, state: AppState): string {
  const active = state.activeId.peek()
  const name = wanted ?? (active === null ? undefined : state.session(active).peek()?.toolName)
  const tools = state.tools.peek()
  return (tools.find((tool) => tool.name === name) ?? tools[0])?.name ?? ''
}
