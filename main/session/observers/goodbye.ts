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
  return lastLines(tail.slice(endOf(tail, leavesFullScreen)))
}

/**
 * The same of an agent that was started in a shell, which goes on. All that have a resume line turn bracketed paste on, and
 * off as they end by themselves, and what they say then is written after that; one that was killed has turned nothing off.
 * With its next prompt the line editor of the shell turns it on again, and sends OSC 133;A where it sends such marks.
 *
 * @param tail the raw end of what the terminal's programs wrote, once the shell is in front again
 * @returns plain text; empty where the agent was killed, or has said nothing
 */
export function goodbyeInShell(tail: string): string {
  const end = endOf(tail, [pasteOff])
  if (end === 0) return ''
  const [said = ''] = tail.slice(end).split(shellPrompt, 1)
  return lastLines(said.slice(endOf(said, leavesFullScreen)))
}

/** Where the last of these sequences ends; 0 where none is there. */
function endOf(text: string, sequences: readonly string[]): number {
  return Math.max(
    0,
    ...sequences.map((sequence) => {
      const at = text.lastIndexOf(sequence)
      return at < 0 ? 0 : at + sequence.length
    }),
  )
}

function lastLines(output: string): string {
  const lines = stripAnsi(output).split('\n')
  const said = lines.flatMap((line, at) => (line.trim() === '' ? [] : at))
  return lines.slice(said.at(-maxLines) ?? 0).join('\n')
}

/** 130: its own end after Ctrl-C. Others, such as 137, are of a shell or a wrapper around a program that was killed. */
const ownExitCodes: ReadonlySet<number> = new Set([0, 130])
/** DECRST of the three modes of the alternate screen. */
const leavesFullScreen = ['\u001b[?1049l', '\u001b[?1047l', '\u001b[?47l']
const pasteOff = '\u001b[?2004l'
// eslint-disable-next-line no-control-regex -- sequences begin with a control character
const shellPrompt = /\u001b(?:\[\?2004h|\]133;A)/u
/** Gemini's box has two lines below its own; opencode says two in all. */
const maxLines = 6
