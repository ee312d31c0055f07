import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { assertNever } from '../../app/base/assert-never.ts'
import { statusWords } from '../../app/session/status-words.ts'
import type { Status } from '../../app/session/status.ts'
import { useApp } from '../model/app-context.ts'
import * as shapes from './badge-shapes.tsx'

/** The sign of a status: a shape of its own for each, named in words; colour only adds to it. */
export function Badge({ status }: { readonly status: ReadonlySignal<Status | null> }) {
  const { locale } = useApp().state
  if (status.value === null) return null
  const { look, shape } = badgeOf(status.value)
  return (
    <span class={`badge badge-${look}`} role="img" aria-label={statusWords(status.value, locale.value)}>
      {shape}
    </span>
  )
}

type Look = { readonly look: string; readonly shape: JSX.Element }

/** `look` names the style rule: colour and movement; one look has one shape. */
function badgeOf(status: Status): Look {
  switch (status.kind) {
    case 'dormant':
      return { look: 'dormant', shape: shapes.hollowRing }
    case 'starting':
      return { look: 'starting', shape: shapes.shortArc }
    case 'working':
      return workingBadge(status)
    case 'waiting':
      return { look: `waiting-${status.reason}`, shape: waitingShapes[status.reason] }
    case 'idle':
      return status.certainty === 'guess'
        ? { look: 'idle-guess', shape: shapes.dottedRing }
        : { look: 'idle', shape: shapes.check }
    case 'failed':
      return { look: 'failed', shape: shapes.crossedOctagon }
    case 'exited':
      return { look: 'exited', shape: shapes.square }
    default:
      return assertNever(status)
  }
}

function workingBadge(status: Extract<Status, { kind: 'working' }>): Look {
  if (status.certainty === 'guess') return { look: 'working-guess', shape: shapes.dashedRing }
  if (status.health === 'hung') return { look: 'hung', shape: shapes.barredRing }
  if (status.health === 'frozen') return { look: 'frozen', shape: shapes.pausedRing }
  if (status.progress !== null) return { look: 'progress', shape: shapes.progressRing(status.progress) }
  return { look: 'working', shape: shapes.longArc }
}

const waitingShapes = {
  approval: shapes.exclamation,
  question: shapes.questionMark,
  trust: shapes.shield,
  login: shapes.keyhole,
} as const
