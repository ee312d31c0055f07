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

/** A paper clip. */
export const AttachIcon = () =>
  draw(
    <path d="M13 7.2 7.9 12.3a3 3 0 0 1-4.3-4.2l5.3-5.3a2 2 0 0 1 2.9 2.8l-5.2 5.3a1 1 0 0 1-1.4-1.4l4.7-4.8" />,
  )

/** A clock that goes back. */
export const HistoryIcon = () =>
  draw(
    <>
      <path d="M2.6 6.2A5.7 5.7 0 1 1 2.4 9" />
      <path d="M2.3 3v3.3h3.3M8 5v3.2l2 1.3" />
    </>,
  )

/** One arrow that becomes several. */
export const SendToIcon = () =>
  draw(<path d="M2.5 8h4l3-4h4M9.5 12h4M6.5 8l3 4M11.5 2l2 2-2 2M11.5 10l2 2-2 2" />)

/** A paper plane. */
export const SendIcon = () => draw(<path d="M13.5 2.5 2.5 6.6l4.7 2.2 2.2 4.7zM7.2 8.8l3-3" />)

/** An arrow head up, or down. */
export const UpIcon = () => draw(<path d="m4 10 4-4 4 4" />)
export const DownIcon = () => draw(<path d="m4 6 4 4 4-4" />)

/** Two bars: held. */
export const HoldIcon = () => draw(<path d="M6 4v8M10 4v8" />)

/** A triangle: goes on. */
export const ReleaseIcon = () => draw(<path d="M5.5 3.8v8.4l6.5-4.2z" />)

/** A pen. */
export const EditIcon = () => draw(<path d="m3 13 .6-2.8L10.8 3a1.4 1.4 0 0 1 2.2 2.2l-7.2 7.2z" />)

/** A filled square: stop. */
export const StopIcon = () => draw(<rect x="4.5" y="4.5" width="7" height="7" rx="1" />)

/** A screen with a prompt. */
export const TerminalIcon = () =>
  draw(
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.5" />
      <path d="m4.8 6.2 2 1.8-2 1.8M8.4 10h2.6" />
    </>,
  )

/** A bolt: work without a screen. */
export const HeadlessIcon = () => draw(<path d="M8.8 2 3.8 9h3.6l-.4 5 5.2-7.2H8.4z" />)

/** A line that leaves another. */
export const BranchIcon = () =>
  draw(
    <>
      <circle cx="4.5" cy="3.8" r="1.6" />
      <circle cx="4.5" cy="12.2" r="1.6" />
      <circle cx="11.5" cy="5.4" r="1.6" />
      <path d="M4.5 5.4v5.2M11.5 7c0 2.4-3.6 1.8-6.4 3.8" />
    </>,
  )

/** Two lines that run into each other. */
export const ConflictIcon = () => draw(<path d="M8 2 14.6 13.4H1.4zM6.2 8.2l3.6 3m0-3-3.6 3" />)

/** A loop that is taken up again. */
export const ResumeIcon = () => draw(<path d="M13.4 8A5.4 5.4 0 1 1 11.8 4.2L13.5 6M13.5 2.7V6h-3.3" />)

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
