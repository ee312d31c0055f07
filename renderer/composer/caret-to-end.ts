import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { PromptDraft } from '../../app/session/prompt.ts'

/** A function that puts the caret behind the text that the next render shows. */
export function useCaretToEnd(field: RefObject<HTMLTextAreaElement | null>, draft: PromptDraft): () => void {
  const wanted = useRef(false)
  useLayoutEffect(() => {
    const element = field.current
    if (!wanted.current || element === null) return
    wanted.current = false
    element.setSelectionRange(element.value.length, element.value.length)
    element.scrollTop = element.scrollHeight
  }, [draft])
  return () => {
    wanted.current = true
  }
}
