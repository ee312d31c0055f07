import type { ComponentChildren, JSX } from 'preact'

/** The circumference of a ring of radius 6: dashes are given in parts of it. */
const ringLength = 2 * Math.PI * 6

/** Dormant: nothing behind it. */
export const hollowRing = draw(<circle cx="8" cy="8" r="4.5" />)

/** Starting: the first piece of a ring. */
export const shortArc = draw(
  <>
    <circle class="track" cx="8" cy="8" r="6" />
    <circle cx="8" cy="8" r="6" stroke-dasharray={dash(0.14)} stroke-linecap="round" />
  </>,
)

/** Working: most of a ring on its way round. */
export const longArc = draw(
  <>
    <circle class="track" cx="8" cy="8" r="6" />
    <circle cx="8" cy="8" r="6" stroke-dasharray={dash(0.38)} stroke-linecap="round" />
  </>,
)

/** Working by a guess: no solid line. */
export const dashedRing = draw(<circle cx="8" cy="8" r="6" stroke-dasharray="4.2 3.34" />)

/** The clock of the tool runs, its counters stand. */
export const pausedRing = draw(
  <>
    <circle class="track" cx="8" cy="8" r="6" />
    <path d="M6.4 5.8v4.4M9.6 5.8v4.4" stroke-linecap="round" />
  </>,
)

/** The clock of the tool stands. */
export const barredRing = draw(
  <>
    <circle cx="8" cy="8" r="6" />
    <path d="M5.4 8h5.2" stroke-linecap="round" />
  </>,
)

/** Idle: done, in peace. */
export const check = draw(<path d="m4 8.4 2.7 2.7L12 5.4" stroke-linecap="round" stroke-linejoin="round" />)

/** Idle by a guess: dots, no mark. */
export const dottedRing = draw(
  <circle cx="8" cy="8" r="4.5" stroke-dasharray="0.01 3.534" stroke-linecap="round" />,
)

/** Waits for an approval. */
export const exclamation = draw(
  <>
    <circle class="filled" cx="8" cy="8" r="7" />
    <path class="mark" d="M8 4.4v4.3M8 11.4v.1" stroke-linecap="round" />
  </>,
)

/** Asks a question: a speech bubble. */
export const questionMark = draw(
  <>
    <path
      class="filled"
      d="M8 1a6.6 6.6 0 0 1 6.6 6.4A6.6 6.6 0 0 1 8 13.9q-.9 0-1.7-.2l-3.4 1.5.6-3.1A6.5 6.5 0 0 1 1.4 7.4 6.6 6.6 0 0 1 8 1z"
    />
    <path class="mark" d="M6.2 5.9a1.85 1.85 0 1 1 2.7 1.7q-.9.45-.9 1.25M8 11v.1" stroke-linecap="round" />
  </>,
)

/** Asks whether to trust a folder. */
export const shield = draw(
  <>
    <path class="filled" d="M8 .9 14 3v4.6q0 5-6 7.6-6-2.6-6-7.6V3z" />
    <path class="mark" d="M8 4.5v4M8 11.2v.1" stroke-linecap="round" />
  </>,
)

/** Asks to sign in. */
export const keyhole = draw(
  <>
    <rect class="filled" x="1.5" y="1.5" width="13" height="13" rx="3.5" />
    <path class="mark" d="M8 7.6v3.4" stroke-linecap="round" />
    <circle class="mark-filled" cx="8" cy="6.2" r="1.8" />
  </>,
)

/** Failed. */
export const crossedOctagon = draw(
  <>
    <path class="filled" d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" />
    <path class="mark" d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6" stroke-linecap="round" />
  </>,
)

/** Exited: it is over. */
export const square = draw(<rect x="4" y="4" width="8" height="8" rx="1.5" />)

/** Working, and the tool says how far: a ring that fills from the top. */
export function progressRing(percent: number): JSX.Element {
  return draw(
    <>
      <circle class="track" cx="8" cy="8" r="6" />
      <circle
        cx="8"
        cy="8"
        r="6"
        transform="rotate(-90 8 8)"
        stroke-dasharray={dash(Math.min(100, Math.max(0, percent)) / 100)}
      />
    </>,
  )
}

function draw(children: ComponentChildren): JSX.Element {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {children}
    </svg>
  )
}

function dash(part: number): string {
  return `${(part * ringLength).toFixed(2)} ${ringLength.toFixed(2)}`
}
