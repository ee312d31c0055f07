import type { ComponentChildren } from 'preact'

/** A cross. */
export const CloseIcon = () => draw(<path d="m4.5 4.5 7 7m0-7-7 7" />)

/** A plus. */
export const PlusIcon = () => draw(<path d="M8 3.5v9M3.5 8h9" />)

/** Two sliders. */
export const SettingsIcon = () =>
  draw(
    <>
      <path d="M2.5 5h6M12.5 5h1M2.5 11h1M7.5 11h6" />
      <circle cx="10.5" cy="5" r="1.9" />
      <circle cx="5.5" cy="11" r="1.9" />
    </>,
  )

/** A folder. */
export const FolderIcon = () =>
  draw(<path d="M2 12V4.5a1 1 0 0 1 1-1h2.8l1.6 1.8H13a1 1 0 0 1 1 1V12a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z" />)

/** Roost's own sign: birds on a wire, one of them looking at you. */
export function RoostMark({ size }: { readonly size: number }) {
  return (
    <svg class="roost-mark" viewBox="0 0 48 48" width={size} height={size} aria-hidden="true">
      <path class="roost-wire" d="M3 35.5q21 4 42 0" />
      <path class="roost-bird" d="M8 35.9c-2-6 .4-12.4 5.6-12.4s7 6 5.2 13z" />
      <path class="roost-bird roost-bird-awake" d="M18.7 36.9C16 27.2 19 16.5 26 16.5s9.6 10.6 6.6 20.3z" />
      <circle class="roost-eye" cx="27.6" cy="23.4" r="1.9" />
      <path class="roost-bird" d="M33.8 36.6c-1.7-5.6.2-11 4.6-11s6 5 4.2 10.2z" />
    </svg>
  )
}

/** The sign of a message's weight. */
export function LevelIcon({ level }: { readonly level: 'info' | 'warning' | 'error' }) {
  return (
    <span class={`level-icon level-${level}`}>
      {level === 'info'
        ? draw(
            <>
              <circle cx="8" cy="8" r="6" />
              <path d="M8 7.5v3.3M8 5.2v.1" />
            </>,
          )
        : draw(
            <>
              {level === 'error' ? (
                <path d="M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5z" />
              ) : (
                <path d="M8 2.2 14.2 13H1.8z" />
              )}
              <path d={level === 'error' ? 'M8 5v3.5M8 10.9v.1' : 'M8 6.5v3M8 11.3v.1'} />
            </>,
          )}
    </span>
  )
}

function draw(children: ComponentChildren) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {children}
    </svg>
  )
}
