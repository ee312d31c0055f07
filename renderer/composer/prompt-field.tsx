import type { RefObject } from 'preact'
import type { PromptDraft } from '../../app/session/prompt.ts'
import type { PromptImages } from './prompt-images.ts'
import { isImeKey } from '../keys/ime-key.ts'

type PromptFieldProps = {
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly draft: PromptDraft
  readonly label: string
  readonly placeholder?: string
  readonly describedBy?: string | undefined
  readonly images: PromptImages
  readonly onText: (text: string) => void
  readonly onEnter: () => void
  readonly onEscape: () => void
  /** Up was pressed where nothing is written. */
  readonly onEmptyUp?: () => void
}

/** Where a prompt is written. Enter sends it, Shift+Enter begins a line; images are pasted into it like text. */
export function PromptField(props: PromptFieldProps) {
  const { field, draft, label, placeholder, describedBy, images, onText } = props
  return (
    <textarea
      ref={field}
      class="prompt-field"
      rows={1}
      spellcheck={false}
      aria-label={label}
      aria-describedby={describedBy}
      placeholder={placeholder}
      value={draft.text}
      onInput={(event) => onText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (answerKey(event, props)) event.preventDefault()
      }}
      onPaste={(event) => {
        const data = event.clipboardData
        const files = [...(data?.files ?? [])]
        const text = data?.getData('text/plain') ?? ''
        // An image that comes with words, as from a spreadsheet, is a picture of them.
        if (text !== '' && files.every((file) => file.type.startsWith('image/'))) return
        event.preventDefault()
        if (files.length > 0) void images.addFiles(files, event.currentTarget.selectionStart)
        else void images.addClipboard()
      }}
    />
  )
}

function answerKey(event: KeyboardEvent, { draft, onEnter, onEscape, onEmptyUp }: PromptFieldProps): boolean {
  // The Enter that takes what an input method offers is not ours.
  if (isImeKey(event)) return false
  switch (event.key) {
    case 'Enter':
      if (event.shiftKey || event.altKey) return false
      onEnter()
      return true
    case 'Escape':
      // Not the dialog's or the popover's around it.
      event.stopPropagation()
      onEscape()
      return true
    case 'ArrowUp':
      if (onEmptyUp === undefined || draft.text !== '' || draft.images.length > 0 || hasModifier(event))
        return false
      onEmptyUp()
      return true
    default:
      return false
  }
}

function hasModifier({ shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return shiftKey || altKey || ctrlKey || metaKey
}
