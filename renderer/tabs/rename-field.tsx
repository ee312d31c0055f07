import { useLayoutEffect, useRef } from 'preact/hooks'
import { maxTitleChars } from '../../app/terminal/title.ts'
import { useApp } from '../model/app-context.ts'
import { isImeKey } from '../keys/ime-key.ts'

type RenameFieldProps = {
  readonly title: string
  /** Pixels from the top of the list. */
  readonly top: number
  readonly height: number
  /** Called once: with the new title, or null where it stays. */
  readonly onDone: (title: string | null) => void
}

/** The field that lies over a row while it is renamed: a tab itself can hold nothing to type into. */
export function RenameField({ title, top, height, onDone }: RenameFieldProps) {
  const { t } = useApp().state
  const field = useRef<HTMLInputElement>(null)
  const done = useRef(false)

  useLayoutEffect(() => {
    const before = document.activeElement
    field.current?.focus()
    field.current?.select()
    return () => {
      // Ended by a key: the focus goes back. Ended by a click elsewhere: it is already where it belongs.
      if (document.activeElement === field.current && before instanceof HTMLElement) before.focus()
    }
  }, [])

  const finish = (next: string | null) => {
    if (done.current) return
    done.current = true
    onDone(next === title ? null : next)
  }

  return (
    <input
      ref={field}
      class="rename-field"
      type="text"
      dir="auto"
      maxLength={maxTitleChars}
      spellcheck={false}
      aria-label={t('tab.renameNamed', { title })}
      defaultValue={title}
      style={{ top: `${top}px`, height: `${height}px` }}
      onKeyDown={(event) => {
        if (isImeKey(event)) return
        if (event.key === 'Enter') finish(event.currentTarget.value)
        if (event.key === 'Escape') finish(null)
        if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault()
        event.stopPropagation()
      }}
      onBlur={(event) => finish(event.currentTarget.value)}
    />
  )
}
