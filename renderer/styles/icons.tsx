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

/** Roost's own sign, as on its icon: a bird on a perch, its wing a prompt. */
export function RoostMark({ size }: { readonly size: number }) {
  return (
    <svg class="roost-mark" viewBox="170 210 720 650" width={size} height={size} aria-hidden="true">
      <path class="roost-tail" d="M404 620 214 800q-18 18 8 22h108q22 0 38-16l132-116z" />
      <path
        class="roost-body"
        d="M620 236c96 0 166 70 166 162 0 22-2 40-6 58-16 164-120 272-280 272-70 0-128-20-170-52-30-24-34-60-8-86l146-150q14-10 14-36c-2-96 54-168 138-168z"
      />
      <path class="roost-beak" d="m778 340 94 48q14 8 0 16l-92 40z" />
      <circle class="roost-eye" cx="654" cy="372" r="36" />
      <path class="roost-wing" d="m452 512 114 68-114 68" />
      <path class="roost-legs" d="M500 720v66M590 706v80" />
      <rect class="roost-perch" x="300" y="776" width="500" height="58" rx="29" />
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
