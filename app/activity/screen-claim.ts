import type { Claim } from './evidence.ts'
import type { FrameReading } from '../screen/read-frame.ts'
import { cleanLine } from '../terminal/title.ts'

/** As those of a hook: what fits a notification and a line of the wall. */
const maxWordsGraphemes = 200

/** What a reading of the screen claims; null where it leaves everything as it is. */
export function claimOfReading(reading: FrameReading): Claim | null {
  const { claim } = reading
  const words = cleanLine(reading.words, maxWordsGraphemes)
  switch (claim.kind) {
    case 'keep':
      return null
    case 'working':
      return { kind: 'working', progress: null, background: backgroundOf(reading.text) }
    case 'waiting':
      return { kind: 'waiting', reason: claim.reason, question: words === '' ? null : words }
    case 'idle':
      return { kind: 'idle', ...(claim.holdMs === undefined ? {} : { holdMs: claim.holdMs }) }
    case 'failed': {
      const resets = resetOf(words)
      return { kind: 'failed', reason: claim.reason, message: words, ...(resets === null ? {} : { resets }) }
    }
  }
}

/** How many tasks a line says are at work in the background: `2 background agents`, `3 shells still running`. */
function backgroundOf(line: string): number {
  const match = /\b(\d{1,3}) (?:background|local agents?|shells?|sub-?agents?|teammates?)\b/iu.exec(line)
  return match === null ? 0 : Number(match[1])
}

/**
 * When a limit ends, in the tool's words: `resets 3pm (Europe/Berlin)`, `try again at 14:05`, `try again in 2 hours`.
 *
 * @returns null where the sentence does not say
 */
export function resetOf(sentence: string): string | null {
  const match =
    /\b(?:(?:resets?|reset(?:ting)?|try again|available again)(?: (?:at|on|in|after))?|retry (?:at|on|in|after)):? +(?<when>(?:at |on |in )?[^.;·|∙]*\d[^.;·|∙]*)/iu.exec(
      sentence,
    )
  return match?.groups?.['when']?.trim().slice(0, 80) ?? null
}
