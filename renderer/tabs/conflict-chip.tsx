import { useRef, useState } from 'preact/hooks'
import type { GitView } from '../../app/ipc/read-model.ts'
import type { SessionId } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { Popover } from '../dialogs/popover.tsx'
import { ConflictIcon } from '../styles/icons.tsx'

/** Says that files are in conflict; it opens the list of them. */
export function ConflictChip({ id, git }: { readonly id: SessionId; readonly git: GitView }) {
  const { t } = useApp().state
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const count = git.conflicts.length
  return (
    <div ref={place} class="popover-place">
      <button
        type="button"
        class="conflict-chip"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <ConflictIcon />
        <span class="conflict-text">{t('git.conflicts', { count })}</span>
        <span class="conflict-number" aria-hidden="true">
          {count}
        </span>
      </button>
      {open && (
        <Popover
          labelledBy={`conflicts-${id}`}
          class="popover conflicts"
          place={place}
          onClose={() => setOpen(false)}
        >
          <h2 id={`conflicts-${id}`}>{t('git.conflictTitle', { count })}</h2>
          {git.operation !== null && <p class="popover-note">{t(`git.during.${git.operation}`)}</p>}
          <ul class="conflict-files">
            {git.conflicts.map((file) => (
              <li key={file}>
                <bdi>{file}</bdi>
              </li>
            ))}
          </ul>
        </Popover>
      )}
    </div>
  )
}
