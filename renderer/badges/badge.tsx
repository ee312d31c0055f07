import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { assertNever } from '../../app/base/assert-never.ts'
import { statusWords } from '../../app/session/status-words.ts'
import type { Status } from '../../app/session/status.ts'
import { useApp } from '../model/app-context.ts'
import * as shapes from './badge-shapes.tsx'

/** The sign of a status: a shape of its own for each, named in words; colour only adds to it. */
export function Badge({ status }: { readonly status: ReadonlySignal<Status | null> }) {
  const { state, animate } = useApp()
  const element = useRef<HTMLSpanElement>(null)
  const drawn = status.value === null ? null : badgeOf(status.value)
  useEffect(() => {
    const shape = element.current?.querySelector('svg')
    return drawn?.moves && shape ? animate(shape) : undefined
  }, [drawn?.look])
  if (status.value === null || drawn === null) return null
  return (
    <span
      ref={element}
      class={`badge badge-${drawn.look}`}
      role="img"
      aria-label={statusWords(status.value, state.locale.value)}
    >
      {drawn.shape}
    </span>
  )
}

/** `look` names the style rule: colour, and how it moves where it does; one look has one shape. */
type Look = { readonly look: string; readonly shape: JSX.Element; readonly moves?: boolean }

function badgeOf(status: Status): Look {
  switch (status.kind) {
    case 'dormant':
      return { look: 'dormant', shape: shapes.hollowRing }
    case 'starting':
      return { look: 'starting', shape: shapes.shortArc, moves: true }
    case 'working':
      return workingBadge(status)
    case 'waiting':
      return { look: `waiting-${status.reason}`, shape: waitingShapes[status.reason], moves: true }
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
  if (status.certainty === 'guess') return { look: 'working-guess', shape: shapes.dashedRing, moves: true }
  if (status.health === 'hung') return { look: 'hung', shape: shapes.barredRing }
  if (status.health === 'frozen') return { look: 'frozen', shape: shapes.pausedRing }
  if (status.progress !== null) return { look: 'progress', shape: shapes.progressRing(status.progress) }
  return { look: 'working', shape: shapes.longArc, moves: true }
}

const waitingShapes = {
  approval: shapes.exclamation,
  question: shapes.questionMark,
  trust: shapes.shield,
  login: shapes.keyhole,
} as const
