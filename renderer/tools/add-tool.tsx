import type { Signal } from '@preact/signals'
import { useId, useState } from 'preact/hooks'
import { failWith } from '../../app/i18n/failure.ts'
import type { AppError, Result } from '../../app/base/result.ts'
import { splitCommand } from '../../app/tool/split-command.ts'
import { toolNameFor } from '../../app/tool/tool-name.ts'
import { useApp } from '../model/app-context.ts'
import { FailureText } from '../notices/failure-text.tsx'
import type { ListedTool } from './listed-tools.ts'

/** What is typed of a new tool. */
export type NewTool = { readonly name: string; readonly command: string }
export const emptyNewTool: NewTool = { name: '', command: '' }

type AddToolProps = {
  readonly tools: readonly ListedTool[]
  readonly draft: Signal<NewTool>
  readonly onAdded: (toolName: string) => void
}

/** Makes a tool of the user's own of a name and a command line. What is wrong is said here, and nothing typed goes. */
export function AddTool({ tools, draft, onAdded }: AddToolProps) {
  const { bridge, state } = useApp()
  const { t } = state
  const id = useId()
  const [problem, setProblem] = useState<AppError | null>(null)
  const { name, command } = draft.value

  const add = async (): Promise<void> => {
    const result = await addTool()
    setProblem(result.ok ? null : result.error)
    if (!result.ok) return
    draft.value = emptyNewTool
    onAdded(result.value)
  }
  const addTool = async (): Promise<Result<string>> => {
    const displayName = name.trim()
    if (displayName === '') return failWith('tool-name-empty')
    if (tools.some((tool) => tool.displayName.toLowerCase() === displayName.toLowerCase()))
      return failWith('tool-name-taken')
    const words = splitCommand(command, { backslashEscapes: state.platform.peek() !== 'win32' })
    if (!words.ok) return words
    const toolName = toolNameFor(
      displayName,
      tools.map((tool) => tool.name),
    )
    const text = JSON.stringify({ displayName, command: words.value })
    const saved = await bridge.request('tools:save', { toolName, text })
    return saved.ok ? { ok: true, value: toolName } : saved
  }
  const field = (part: keyof NewTool, label: string) => (
    <div class="field">
      <label for={`${id}-${part}`}>{label}</label>
      <input
        id={`${id}-${part}`}
        type="text"
        class="text-field"
        spellcheck={false}
        autocomplete="off"
        value={draft.value[part]}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onInput={(event) => {
          draft.value = { ...draft.peek(), [part]: event.currentTarget.value }
        }}
      />
    </div>
  )
  return (
    <form
      class="tool-details"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <h3>{t('tools.add')}</h3>
      {field('name', t('tools.add.name'))}
      {field('command', t('tools.add.command'))}
      <FailureText error={problem} id={`${id}-problem`} />
      <div class="tool-actions">
        <button type="submit" class="button button-primary">
          {t('tools.add.save')}
        </button>
      </div>
    </form>
  )
}
