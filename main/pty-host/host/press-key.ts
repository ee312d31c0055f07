import { whyNotPress, type PressCondition } from '../../../app/screen/before-press.ts'
import { emptyFrame } from '../../../app/screen/frame.ts'
import type { FrameReading } from '../../../app/screen/read-frame.ts'
import type { Clock } from '../../base/clock.ts'
import type { PtyProcess } from '../program/pty.ts'
import type { PressOutcome, ScreenFrame } from '../protocol/protocol.ts'

/** What pressing a key needs of a session in the host. */
export type PressTarget = {
  readonly program: Pick<PtyProcess, 'readNow' | 'hasPendingInput'> | null
  readonly screen: { readonly inSyncFrame: boolean }
  /** Whether a part of a sequence or a character is held back: what it will do to the screen is not known yet. */
  readonly door: { readonly isInside: boolean }
  readonly prompts: { frame(mark: boolean): ScreenFrame }
  readonly observed: { tellNews(): boolean; look(): FrameReading | null }
  parseAll(): void
  input(data: string): void
}

/**
 * Presses a key for the user in the same turn of the loop in which the screen was read to its program's last byte, and
 * only if that screen is as it has to be. What the program writes between the last read and the key cannot be seen: 0.1 ms
 * in the median on a busy two-core machine.
 *
 * @param target undefined where there is no such session
 */
export function pressKey(
  target: PressTarget | undefined,
  key: string,
  when: PressCondition,
  clock: Pick<Clock, 'dateNow'>,
): PressOutcome {
  for (let round = 0; round < maxRounds; round++) {
    const program = target?.program ?? null
    if (target === undefined || program === null) return { kind: 'ended' }
    if (program.hasPendingInput || program.readNow() === 'behind') return { kind: 'unsettled' }
    target.parseAll()
    if (target.screen.inSyncFrame || target.door.isInside) return { kind: 'unsettled' }
    if (target.observed.tellNews()) return { kind: 'news' }
    const frame = target.prompts.frame(false)
    const refusal = whyNotPress({ ...emptyFrame, ...frame }, target.observed.look(), when)
    if (refusal !== null) return { kind: refusal }
    // Reading the screen took a moment: only when nothing came meanwhile is it still the one that was read.
    const late = program.readNow()
    if (late !== 0 && late !== 'unknown') continue
    target.input(key)
    return { kind: 'pressed', frame, at: clock.dateNow() }
  }
  return { kind: 'unsettled' }
}

/** A program that writes on and on is read again before a key, this many times. */
const maxRounds = 4
