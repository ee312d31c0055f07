import type { JSX } from 'preact'

/** A small sign for a tool, so that a row can be recognized at a glance. They are Roost's own, not the makers' logos. */
export function ToolGlyph({ toolName }: { readonly toolName: string }) {
  const glyph = Object.hasOwn(glyphs, toolName) ? glyphs[toolName] : undefined
  return (
    <span class={`tool-glyph tool-${glyph ? toolName : 'other'}`} aria-hidden="true">
      <svg viewBox="0 0 16 16" width="14" height="14">
        {glyph ?? <path d="m8 2.5 5.5 5.5L8 13.5 2.5 8z" />}
      </svg>
    </span>
  )
}

const glyphs: Readonly<Record<string, JSX.Element>> = {
  // A prompt.
  shell: <path d="m3 4.5 3.5 3.5L3 11.5M8.5 11.5H13" />,
  // Something said.
  claude: (
    <path d="M4.5 3h7A1.5 1.5 0 0 1 13 4.5V9a1.5 1.5 0 0 1-1.5 1.5H8.2L5.2 13v-2.5h-.7A1.5 1.5 0 0 1 3 9V4.5A1.5 1.5 0 0 1 4.5 3z" />
  ),
  // A bound book.
  codex: <path d="M4 2.5h8.5v11H4.8A1.8 1.8 0 0 1 3 11.7V4M6.5 2.5v11" />,
  // A pair.
  gemini: (
    <>
      <circle cx="5.8" cy="8" r="3.6" />
      <circle cx="10.2" cy="8" r="3.6" />
    </>
  ),
  // Open at both ends.
  opencode: <path d="M6 3H3v10h3M10 3h3v10h-3" />,
  // A thousand questions: a ring with its tail.
  qwen: (
    <>
      <circle cx="7.4" cy="7.4" r="4.4" />
      <path d="m9.8 9.8 3.4 3.4" />
    </>
  ),
  // A wing beside a wing.
  copilot: <path d="M2.5 11.5 8 3l5.5 8.5M5.8 12.8 8 9.3l2.2 3.5" />,
  pi: <path d="M2.8 4.5h10.4M5.6 4.5v8M10.4 4.5v6.2q0 1.6 1.8 1.6" />,
  // What is added, what is taken out.
  aider: <path d="M3 5h6M6 2v6M7.5 12H13" />,
  // A heart.
  crush: (
    <path d="M8 13 3.6 8.4a2.7 2.7 0 0 1 0-3.8 2.7 2.7 0 0 1 3.8 0l.6.7.6-.7a2.7 2.7 0 0 1 3.8 0 2.7 2.7 0 0 1 0 3.8z" />
  ),
  // A pointer.
  cursor: <path d="m4 2.8 8.6 5.4-3.9.8-1.6 3.9z" />,
  // A neck over water.
  goose: (
    <path d="M10.5 5.2H13M10.5 5.2a2 2 0 1 0-4 0c0 2.3 2 2.3 2 4.3H3.2c.6 2.2 2.2 3.3 4.3 3.3 2.9 0 4.9-1.8 4.9-4.8" />
  ),
  // A slanted stroke through a ring.
  grok: (
    <>
      <circle cx="8" cy="8" r="4.6" />
      <path d="M12.8 2.8 3.2 13.2" />
    </>
  ),
  // A wave.
  vibe: <path d="M2.5 8h2l1.6-4 2.6 8.2L10.6 6l1 2h2" />,
  // A moon.
  kimi: <path d="M12.6 9.9A5.2 5.2 0 1 1 6.1 3.4a4.2 4.2 0 0 0 6.5 6.5z" />,
  // A wave that grows.
  amp: <path d="M2 8h2l1.5-3 2.5 7 2.5-9 1.5 5h2" />,
  // A plus sign that was made larger by its corners.
  auggie: <path d="M8 5v6M5 8h6M2.5 5V2.5H5M11 2.5h2.5V5M13.5 11v2.5H11M5 13.5H2.5V11" />,
  // A line that rises.
  cline: <path d="M2.5 12.5h3l5-9h3" />,
  // On and on.
  continue: <path d="M3.5 3.5 8 8l-4.5 4.5M8.5 3.5 13 8l-4.5 4.5" />,
  // A head with an antenna.
  droid: <path d="M8 2v2.5M3.5 4.5h9v8h-9zM6 8v1M10 8v1" />,
  // A weight.
  kilo: <path d="M4.5 6h7l1.5 7.5H3zM6.2 6a1.8 1.8 0 1 1 3.6 0" />,
}
