import { useComputed } from '@preact/signals'
import { useId, useRef, useState } from 'preact/hooks'
import type { SessionId } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { Popover } from '../dialogs/popover.tsx'
import { SendToIcon } from '../styles/icons.tsx'
import { Badge } from '../badges/badge.tsx'

type SendToProps = {
  readonly id: SessionId
  readonly disabled: boolean
  readonly onSend: (ids: readonly SessionId[]) => void
}

/** Gives one prompt to several sessions. Which ones is asked each time: a choice that is remembered is one to regret. */
export function SendTo({ id, disabled, onSend }: SendToProps) {
  const { t } = useApp().state
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  return (
    <div ref={place} class="popover-place">
      <button
        type="button"
        class="icon-button"
        aria-label={t('composer.sendTo')}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={t('composer.sendTo')}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      >
        <SendToIcon />
      </button>
      {open && (
        <Popover
          labelledBy={`send-to-${id}`}
          class="popover send-to"
          place={place}
          onClose={() => setOpen(false)}
        >
          <SessionChoice
            id={id}
            onSend={(ids) => {
              setOpen(false)
              onSend(ids)
            }}
          />
        </Popover>
      )}
    </div>
  )
}

function SessionChoice({ id, onSend }: Omit<SendToProps, 'disabled'>) {
  const { state } = useApp()
  const { t } = state
  const [chosen, setChosen] = useState<ReadonlySet<SessionId>>(new Set([id]))
  const others = state.sessionIds.value.filter((other) => other !== id)
  // One that was closed meanwhile is not asked for.
  const ids = state.sessionIds.value.filter((one) => chosen.has(one))
  const toggle = (one: SessionId) => {
    const next = new Set(chosen)
    if (!next.delete(one)) next.add(one)
    setChosen(next)
  }
  return (
    <>
      <h2 id={`send-to-${id}`}>{t('composer.sendToTitle')}</h2>
      <ul class="send-to-list">
        {[id, ...others].map((one) => (
          <SessionChoiceRow
            key={one}
            id={one}
            isThis={one === id}
            checked={chosen.has(one)}
            onToggle={() => toggle(one)}
          />
        ))}
      </ul>
      {others.length === 0 && <p class="popover-note">{t('composer.sendToNone')}</p>}
      <button
        type="button"
        class="button button-primary button-small"
        disabled={ids.length === 0}
        onClick={() => onSend(ids)}
      >
        {t('composer.sendToCount', { count: ids.length })}
      </button>
    </>
  )
}

type SessionChoiceRowProps = {
  readonly id: SessionId
  readonly isThis: boolean
  readonly checked: boolean
  readonly onToggle: () => void
}

function SessionChoiceRow({ id, isThis, checked, onToggle }: SessionChoiceRowProps) {
  const { state } = useApp()
  const field = useId()
  const session = state.session(id)
  const status = useComputed(() => session.value?.status ?? null)
  if (session.value === null) return null
  const { title, shortFolder } = session.value
  return (
    <li>
      <label class="send-to-row" for={field}>
        <input id={field} type="checkbox" checked={checked} onChange={onToggle} />
        <span class="send-to-title">
          <bdi>{isThis ? state.t('composer.sendToThis', { title }) : title}</bdi>
        </span>
        <span class="send-to-folder">
          <bdi>{shortFolder}</bdi>
        </span>
        <Badge status={status} />
      </label>
    </li>
  )
}
