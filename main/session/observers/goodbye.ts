import stripAnsi from 'strip-ansi'

/** How a run ended, as the host says it: an exit code, and a signal where one ended it. */
export type RunEnd = {
  readonly exitCode: number
  readonly signal: number | null
  /** The last output, raw. */
  readonly tail: string
}

/**
 * What a tool says of its conversation on its way out: its last lines, after it has left its full screen. Above them
 * stands what the conversation was about, in which any tool may be called with any id.
 *
 * @returns plain text; empty where the tool was killed, since its last lines are then of the conversation
 */
export function goodbyeOf({ exitCode, signal, tail }: RunEnd): string {
  if (signal !== null || !ownExitCodes.has(exitCode)) return ''
  const left = Math.max(0, ...leavesFullScreen.map((sequence) => tail.lastIndexOf(sequence)))
  const lines = stripAnsi(tail.slice(left)).split('\n')
  const said = lines.flatMap((line, at) => (line.trim() === '' ? [] : at))
  return lines.slice(said.at(-maxLines) ?? 0).join('\n')
}

/** 130: its own end after Ctrl-C. Others, such as 137, are of a shell or a wrapper around a program that was killed. */
const ownExitCodes: ReadonlySet<number> = new Set([0, 130])
/** DECRST of the three modes of the alternate screen. */
const leavesFullScreen = ['\u001b[?1049l', '\u001b[?1047l', '\u001b[?47l']
/** Gemini's box has two lines below its own; opencode says two in all. */
const maxLines = 6
