import './find.css'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useApp } from '../model/app-context.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import { useTerminals } from './terminals-context.ts'
import { maxMatches, type FindResult } from '../terminal/find.ts'
import { isImeKey } from '../keys/ime-key.ts'

/** The field that searches the terminal on show; nothing while it is closed. */
export function FindBar() {
  const { find } = useTerminals()
  return find.isOpen.value ? <OpenFindBar /> : null
}

function OpenFindBar() {
  const { t } = useApp().state
  const { find } = useTerminals()
  const field = useRef<HTMLInputElement>(null)
  const { text, caseSensitive, regex } = find.query.value
  const openings = find.openings.value

  useLayoutEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [openings])

  return (
    <div
      class="find-bar"
      role="search"
      aria-label={t('find.label')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isImeKey(event)) return
        event.preventDefault()
        find.close()
      }}
    >
      <input
        ref={field}
        type="text"
        class="find-field"
        aria-label={t('find.label')}
        placeholder={t('find.label')}
        spellcheck={false}
        value={text}
        onInput={(event) => find.change({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || isImeKey(event)) return
          event.preventDefault()
          // Upwards first: what is looked for in a terminal is above the prompt.
          if (event.shiftKey) find.next()
          else find.previous()
        }}
      />
      <output class="find-result" aria-live="polite">
        {resultText(find.result.value, t)}
      </output>
      <FindButton label={t('find.previous')} sign="↑" onClick={find.previous} />
      <FindButton label={t('find.next')} sign="↓" onClick={find.next} />
      <FindButton
        label={t('find.caseSensitive')}
        sign="Aa"
        pressed={caseSensitive}
        onClick={() => find.change({ caseSensitive: !caseSensitive })}
      />
      <FindButton
        label={t('find.regex')}
        sign=".*"
        pressed={regex}
        onClick={() => find.change({ regex: !regex })}
      />
      <FindButton label={t('find.close')} sign="×" onClick={find.close} />
    </div>
  )
}

function FindButton(props: {
  readonly label: string
  readonly sign: string
  readonly pressed?: boolean
  readonly onClick: () => void
}) {
  return (
    <button
      type="button"
      class="find-button"
      title={props.label}
      aria-label={props.label}
      aria-pressed={props.pressed}
      onClick={props.onClick}
    >
      <span aria-hidden="true">{props.sign}</span>
    </button>
  )
}

function resultText(result: FindResult, t: Translate): string {
  if (result.kind === 'nothing asked') return ''
  if (result.kind === 'bad regex') return t('find.badRegex')
  if (result.total === 0) return t('find.none')
  if (result.total >= maxMatches) return t('find.many', { total: maxMatches })
  if (result.position === null) return t('find.total', { count: result.total })
  return t('find.position', { position: result.position, total: result.total })
}
