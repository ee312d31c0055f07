import { bel, c1Lead, can, del, esc, fullReset, stringTerminator, sub } from './control-bytes.ts'
import { characterLength, isC1Opener } from './control-bytes.ts'
import { CountCredit, maxCsiBytes, type ScreenCells } from './door-counts.ts'
import { maxEscapeBytes, nothing, softReset, stringEnd } from './door-limits.ts'
import { HeldBytes } from './held-bytes.ts'
import { HeldString } from './held-string.ts'
import { openers, stringKinds, stringStates, textStates, type State } from './sequence-states.ts'

/**
 * Goes through sequences byte by byte, after the state machine of xterm.js's parser (`EscapeSequenceParser`, after
 * vt100.net/emu/dec_ansi_parser). What may go on lies in `parts`; what is not whole is held back.
 */
export class SequenceMachine {
  /** What may go on, in order; whoever takes it empties it. */
  parts: Uint8Array[] = []
  #cells: ScreenCells
  #state: State = 'ground'
  readonly #held = new HeldBytes()
  /** The first byte of a C1 control, or of a character, came within a sequence. */
  #afterC1Lead = false
  readonly #string = new HeldString(this.#held)
  readonly #credit: CountCredit
  /** How many bytes came before this chunk, and before the byte that is looked at. */
  #passed = 0
  #place = 0
  /** The byte before the sequence. */
  #before = 0

  constructor(cells: ScreenCells) {
    this.#cells = cells
    this.#credit = new CountCredit(cells)
  }

  resize(cells: ScreenCells): void {
    this.#cells = cells
  }

  /** Whether something is held back, or being swallowed. */
  get isInside(): boolean {
    return this.#state !== 'ground'
  }

  /** Whether that is a string, whose end has not begun. */
  get isInString(): boolean {
    return stringStates.has(this.#state)
  }

  /** Forgets what is held back. */
  reset(): void {
    this.#ground()
  }

  /** Opens the sequence that begins at `start`. @param before the byte before it. @returns as `resume` */
  open(bytes: Uint8Array, start: number, before: number): number {
    this.#before = before
    if (bytes[start] === esc) {
      this.#openEscape()
      return this.resume(bytes, start + 1)
    }
    this.#openC1(bytes[start + 1] ?? 0)
    return this.resume(bytes, start + 2)
  }

  /** A chunk is over: so many bytes more have passed. */
  passed(count: number): void {
    this.#passed += count
  }

  /** Holds a character back that a chunk ends inside of. @param before the byte before it */
  hold(half: Uint8Array, before: number): void {
    this.#before = before
    this.#held.append(half)
    this.#state = 'character'
  }

  /** Goes on inside of what is held back, from `start`. @returns where it is over, or the end of the chunk */
  resume(bytes: Uint8Array, start: number): number {
    let at = start
    while (at < bytes.length && this.#state !== 'ground') {
      const byte = bytes[at] ?? 0
      if (this.#state === 'character') {
        if (this.#continueCharacter(byte)) at += 1
      } else if (this.#afterC1Lead) {
        this.#afterC1Lead = false
        // Alone it is no character: a decoder drops it.
        if (byte >= 0x80 && byte < 0xc0) {
          at += 1
          if (byte < 0xa0) this.#c1(byte)
          else if (this.#inText) this.#take(new Uint8Array([c1Lead, byte]))
          else this.#other(c1Lead)
        }
      } else if (this.#state === 'stringEnd') {
        this.#endString(stringEnd)
        if (byte === 0x5c) at += 1
        else this.#openEscape()
      } else if (this.#inText) {
        const stop = endOfText(bytes, at)
        if (stop > at) this.#take(bytes.subarray(at, stop))
        at = stop
        if (at < bytes.length) {
          this.#control(bytes[at] ?? 0)
          at += 1
        }
      } else {
        this.#place = this.#passed + at
        this.#control(byte)
        at += 1
      }
    }
    return at
  }

  get #inText(): boolean {
    return textStates.has(this.#state)
  }

  #control(byte: number): void {
    if (byte === c1Lead) this.#afterC1Lead = true
    else if (byte === can || byte === sub) {
      this.#ground()
      this.#let(new Uint8Array([byte]))
    } else if (byte === esc) {
      if (this.#inText) this.#state = 'stringEnd'
      else this.#openEscape()
    } else if (byte < 0x20) this.#c0(byte)
    else this.#other(byte)
  }

  #c0(byte: number): void {
    switch (this.#state) {
      case 'csiEntry':
        // As in the parser's fast path: after a control, `?` and its like come too late.
        this.#state = 'csiParameters'
        return this.#let(new Uint8Array([byte]))
      case 'escape':
      case 'escapeIntermediate':
      case 'csiParameters':
      case 'csiIntermediate':
      case 'csiIgnored':
        return this.#let(new Uint8Array([byte]))
      case 'osc':
        return byte === bel ? this.#endString(new Uint8Array([bel])) : undefined
      case 'dcs':
      case 'apc':
        return this.#take(new Uint8Array([byte]))
      default:
        return undefined
    }
  }

  #c1(byte: number): void {
    if (byte === stringTerminator) {
      if (this.#inText) this.#endString(new Uint8Array([c1Lead, stringTerminator]))
      else this.#ground()
    } else if (isC1Opener(byte)) this.#openC1(byte)
    else {
      this.#ground()
      this.#let(new Uint8Array([c1Lead, byte]))
    }
  }

  /** A byte outside of text that is no control. */
  #other(byte: number): void {
    switch (this.#state) {
      case 'escape':
      case 'escapeIntermediate':
        return this.#inEscape(byte)
      case 'csiEntry':
      case 'csiParameters':
      case 'csiIntermediate':
      case 'csiIgnored':
        return this.#inCsi(byte)
      case 'dcsHeader':
      case 'apcHeader':
        return this.#inHeader(byte)
      default:
        // In SOS and PM a character beyond ASCII ends what is ignored.
        if (byte >= 0xc0) this.#ground()
        return undefined
    }
  }

  #inEscape(byte: number): void {
    if (byte === del || (byte >= 0x80 && byte < 0xc0)) return
    if (byte >= 0x80) return this.#ground()
    const isFirst = this.#state === 'escape'
    if (isFirst && byte >= 0x50 && byte <= 0x5f && this.#openString(byte)) return
    if (this.#held.length <= maxEscapeBytes) this.#held.push(byte)
    if (byte < 0x30) this.#state = 'escapeIntermediate'
    else if (isFirst && byte === fullReset && !this.#credit.allowReset(this.#place)) this.#release(softReset)
    else this.#release(this.#held.length > maxEscapeBytes ? nothing : null)
  }

  #inCsi(byte: number): void {
    const state = this.#state
    if (byte >= 0x40 && byte < del) {
      if (state === 'csiIgnored') return this.#ground()
      this.#held.push(byte)
      return this.#release(
        this.#credit.insteadOfCsi(this.#held.copy(), this.#place, this.#before, this.#cells),
      )
    }
    if (byte === del || (byte >= 0x80 && byte < 0xc0)) return
    if (byte >= 0x80) return state === 'csiIgnored' ? undefined : this.#ground()
    if (state === 'csiIgnored') return
    const isPrefix = byte >= 0x3c
    const isLate = state === 'csiIntermediate' ? byte >= 0x30 : isPrefix && state === 'csiParameters'
    if (isLate || this.#held.length >= maxCsiBytes - 1) this.#state = 'csiIgnored'
    else {
      this.#state = byte < 0x30 ? 'csiIntermediate' : 'csiParameters'
      this.#held.push(byte)
    }
  }

  #inHeader(byte: number): void {
    if (byte === del || (byte >= 0x80 && byte < 0xc0)) return
    if (byte >= 0x80) return this.#ground()
    const last = this.#held.at(this.#held.length - 1)
    // What follows in the wrong order makes the parser pass over the whole string.
    const isLate = byte >= 0x30 && last >= 0x20 && last < 0x30
    const isLatePrefix = byte >= 0x3c && last >= 0x30 && last < 0x40
    this.#take(new Uint8Array([byte]))
    if (this.#state === 'dcsHeader' && (byte >= 0x40 || isLate || isLatePrefix)) this.#state = 'dcs'
    if (this.#state === 'apcHeader' && byte >= 0x30) this.#state = 'apc'
  }

  #openEscape(): void {
    this.#ground()
    this.#held.push(esc)
    this.#state = 'escape'
  }

  /** @returns whether the byte after ESC opens a sequence of its own kind */
  #openString(byte: number): boolean {
    const state = openers.get(byte)
    if (state === undefined) return false
    this.#held.push(byte)
    this.#enter(state)
    return true
  }

  #openC1(byte: number): void {
    this.#ground()
    this.#held.push(c1Lead)
    this.#held.push(byte)
    this.#enter(openers.get(byte - 0x40) ?? 'ground')
  }

  #enter(state: State): void {
    this.#state = state
    const kind = stringKinds[state]
    if (kind !== undefined) this.#string.begin(kind)
    else if (state === 'unheard') this.#held.clear()
  }

  #take = (bytes: Uint8Array): void => this.#let(this.#string.append(bytes))

  #endString(end: Uint8Array): void {
    this.#release(this.#string.end(end))
  }

  /** Lets what is held go, or what stands for it, and is between sequences. */
  #release(replacement: Uint8Array | null): void {
    this.#let(replacement ?? this.#held.copy())
    this.#ground()
  }

  #ground(): void {
    this.#state = 'ground'
    this.#held.clear()
    this.#afterC1Lead = false
  }

  /** @returns whether `byte` is of the character; what another byte interrupts is none, and goes, as in a parser */
  #continueCharacter(byte: number): boolean {
    if (byte < 0x80 || byte >= 0xc0) {
      this.#ground()
      return false
    }
    this.#held.push(byte)
    if (this.#held.at(0) === c1Lead && isC1Opener(byte)) this.#openC1(byte)
    else if (this.#held.length === characterLength(this.#held.at(0))) this.#release(null)
    return true
  }

  #let(bytes: Uint8Array): void {
    if (bytes.length > 0) this.parts.push(bytes)
  }
}

/** Where the text of a string stops: at a control, or at what may be one. */
function endOfText(bytes: Uint8Array, from: number): number {
  let at = from
  for (; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte < 0x20 || byte === c1Lead) break
  }
  return at
}
