import { cutLine } from '../base/cut-lines.ts'
import type { Frame } from './frame.ts'
import type { FrameReading } from './read-frame.ts'

/**
 * What the line of the cursor says where no rule knows it.
 *
 * - `prompt`: it came again after an Enter of the user's, so the program waits with it
 * - `like-prompt`: it ends like one, and was seen once
 */
export type LineLook = 'prompt' | 'like-prompt' | null

/** Learns the prompts of a program that talks line by line, in one run of it: each comes again after each Enter. */
export class LinePrompts {
  /** How often each was seen, its digits as zeros; the one that was seen last at the end. */
  #seen: readonly { readonly prompt: string; readonly times: number }[] = []
  #isNext = true

  /** The user has pressed Enter: what the program waits with now counts. */
  entered(): void {
    this.#isNext = true
  }

  /** A settled screen that no rule knows. */
  look(frame: Frame): LineLook {
    const text = textBeforeCursor(frame)
    if (text === null) return null
    if (this.#isNext && isLikePrompt.test(text)) this.#note(text)
    // What the user types stands behind it.
    const known = this.#seen.filter(({ prompt }) => text.startsWith(prompt))
    if (known.some(({ times }) => times >= learnedAfter)) return 'prompt'
    return known.length > 0 ? 'like-prompt' : null
  }

  /** Another program. */
  reset(): void {
    this.#seen = []
    this.#isNext = true
  }

  #note(text: string): void {
    this.#isNext = false
    const times = this.#seen.find(({ prompt }) => prompt === text)?.times ?? 0
    const others = this.#seen.filter(({ prompt }) => prompt !== text)
    this.#seen = [...others, { prompt: text, times: times + 1 }].slice(-maxPrompts)
  }
}

/** A learned prompt as a rule would read it. */
export function readingOfPrompt({ lines, cursor }: Frame): FrameReading {
  const text = lines[cursor?.y ?? 0] ?? ''
  return { rule: learnedPromptRule, claim: { kind: 'idle' }, text, words: '' }
}

export const learnedPromptRule = 'learned-prompt'

/** The line up to the cursor with its digits as zeros; null where text follows, or a full screen is drawn. */
function textBeforeCursor({ lines, cursor, isFullScreen }: Frame): string | null {
  if (cursor === null || isFullScreen === true) return null
  const line = lines[cursor.y] ?? ''
  if (line.length > cursor.x || cursor.x > maxChars) return null
  return cutLine(line).padEnd(cursor.x).replace(/\d/gu, '0')
}

/** Ends in a sign; dots, percentages and closed brackets end a line about work that goes on. */
const isLikePrompt = /^\S.{0,59}$(?<=[^\w\s.…%)\]}"'|/-] ?)/u

/** Once may be output that happens to end so; `git` and `make` ask nobody twice. */
const learnedAfter = 2
const maxPrompts = 8
/** A prompt, and what is typed behind it. */
const maxChars = 200
