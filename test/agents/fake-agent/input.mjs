/* eslint-disable no-control-regex -- escape sequences are what this file reads */
/**
 * What a terminal sends to a program, taken apart.
 *
 * @typedef {{ ctrl: boolean, alt: boolean, shift: boolean }} Modifiers
 * @typedef {(
 *   | { kind: 'key', name: string, text: string } & Modifiers
 *   | { kind: 'paste', text: string }
 *   | { kind: 'mouse', button: number, column: number, row: number, down: boolean }
 *   | { kind: 'focus', focused: boolean }
 *   | { kind: 'reply', to: 'da1' | 'osc7501' | 'kitty' | 'mode' | 'cursor', values: number[] }
 *   | { kind: 'unknown' }
 * ) & { raw: string }} InputEvent `raw` is the bytes as they came, one character for each (latin1)
 */

/** A lone Escape is told from the start of a sequence by what follows within this time. */
const escapeWaitMs = 40

const pasteStart = '\x1b[200~'
const pasteEnd = '\x1b[201~'
const none = { ctrl: false, alt: false, shift: false }

/**
 * Takes bytes in any pieces and gives whole events in order.
 */
export class InputParser {
  #pending = ''
  /** @type {NodeJS.Timeout | undefined} */
  #timer
  #emit

  /** @param {(event: InputEvent) => void} emit */
  constructor(emit) {
    this.#emit = emit
  }

  /** @param {Buffer} bytes */
  push(bytes) {
    clearTimeout(this.#timer)
    this.#pending += bytes.toString('latin1')
    this.#drain()
    if (this.#pending === '\x1b') this.#timer = setTimeout(() => this.#flushEscape(), escapeWaitMs)
  }

  #drain() {
    while (this.#pending !== '') {
      const raw = nextToken(this.#pending)
      if (raw === undefined) return
      this.#pending = this.#pending.slice(raw.length)
      this.#emit(read(raw))
    }
  }

  #flushEscape() {
    const raw = this.#pending
    this.#pending = ''
    this.#emit({ kind: 'key', name: 'escape', text: '', ...none, raw })
  }
}

/**
 * The first whole unit of `data`, or undefined while it is incomplete.
 *
 * @param {string} data
 */
function nextToken(data) {
  if (data.startsWith(pasteStart)) {
    const end = data.indexOf(pasteEnd)
    return end < 0 ? undefined : data.slice(0, end + pasteEnd.length)
  }
  if (pasteStart.startsWith(data) && data !== '\x1b') return undefined
  if (data.startsWith('\x1b[')) return /^\x1b\[[0-?]*[ -/]*[@-~]/.exec(data)?.[0]
  if (/^\x1b[\]P]/.test(data)) return /^\x1b[\]P][^]*?(?:\x07|\x1b\\)/.exec(data)?.[0]
  if (data.startsWith('\x1bO')) return data.length < 3 ? undefined : data.slice(0, 3)
  if (data === '\x1b') return undefined
  if (data.startsWith('\x1b')) return data.slice(0, 2)
  const lead = data.charCodeAt(0)
  const length = [lead >= 0xc0, lead >= 0xe0, lead >= 0xf0].filter(Boolean).length + 1
  return data.length < length ? undefined : data.slice(0, length)
}

/**
 * @param {string} raw one whole unit
 * @returns {InputEvent}
 */
function read(raw) {
  if (raw.startsWith(pasteStart))
    return { kind: 'paste', text: utf8(raw.slice(pasteStart.length, -pasteEnd.length)), raw }
  if (raw === '\x1b[I' || raw === '\x1b[O') return { kind: 'focus', focused: raw === '\x1b[I', raw }
  if (raw.startsWith('\x1b]7501;?')) return { kind: 'reply', to: 'osc7501', values: [], raw }
  const reply = readReply(raw)
  if (reply !== undefined) return reply
  const mouse = /^\x1b\[<(\d+);(\d+);(\d+)([Mm])$/.exec(raw)
  if (mouse !== null) {
    const [button = 0, column = 0, row = 0] = mouse.slice(1, 4).map(Number)
    return { kind: 'mouse', button, column, row, down: mouse[4] === 'M', raw }
  }
  return readKey(raw)
}

/**
 * @param {string} raw
 * @returns {InputEvent | undefined}
 */
function readReply(raw) {
  /** @type {['da1' | 'kitty' | 'mode' | 'cursor', RegExp][]} */
  const forms = [
    ['da1', /^\x1b\[\?([\d;]*)c$/],
    ['kitty', /^\x1b\[\?(\d+)u$/],
    ['mode', /^\x1b\[\?(\d+;\d)\$y$/],
    ['cursor', /^\x1b\[(\d+;\d+)R$/],
  ]
  for (const [to, form] of forms) {
    const match = form.exec(raw)
    if (match !== null) return { kind: 'reply', to, values: (match[1] ?? '').split(';').map(Number), raw }
  }
  return undefined
}

/**
 * Legacy keys, kitty `CSI code;modifiers:event u` and cursor keys with modifiers. Releases are unknown events.
 *
 * @param {string} raw
 * @returns {InputEvent}
 */
function readKey(raw) {
  const csi = /^\x1b\[(\d*)(?::[\d:]*)?(?:;(\d*)(?::(\d))?)?(?:;[\d:]*)?([u~A-HPQS])$/.exec(raw)
  if (csi !== null) {
    const [, number = '', modifier = '', event = '1', final = ''] = csi
    if (event === '3') return { kind: 'unknown', raw }
    const bits = Math.max(0, Number(modifier || '1') - 1)
    const modifiers = { shift: (bits & 1) > 0, alt: (bits & 2) > 0, ctrl: (bits & 4) > 0 }
    if (final === 'u') return { kind: 'key', ...named(Number(number)), ...modifiers, raw }
    const name = final === '~' ? (tildeKeys[number] ?? '') : (letterKeys[final] ?? '')
    return name === '' ? { kind: 'unknown', raw } : { kind: 'key', name, text: '', ...modifiers, raw }
  }
  if (raw.startsWith('\x1bO'))
    return { kind: 'key', name: letterKeys[raw[2] ?? ''] ?? raw, text: '', ...none, raw }
  if (raw.length === 2 && raw.startsWith('\x1b'))
    return { kind: 'key', ...plain(raw.slice(1)), alt: true, raw }
  return raw.startsWith('\x1b') ? { kind: 'unknown', raw } : { kind: 'key', ...plain(raw), raw }
}

/** @type {Record<string, string>} */
const letterKeys = { A: 'up', B: 'down', C: 'right', D: 'left', H: 'home', F: 'end' }
/** @type {Record<string, string>} */
const tildeKeys = { 2: 'insert', 3: 'delete', 5: 'pageup', 6: 'pagedown' }
/** @type {Record<number, string>} */
const codeKeys = { 9: 'tab', 13: 'enter', 27: 'escape', 127: 'backspace' }

/** @param {number} code a kitty key code */
function named(code) {
  const text = codeKeys[code] === undefined ? String.fromCodePoint(code) : ''
  return { name: codeKeys[code] ?? text, text }
}

/** @param {string} raw one legacy key, latin1 */
function plain(raw) {
  const code = raw.charCodeAt(0)
  if (raw.length === 1 && codeKeys[code] !== undefined) return { name: codeKeys[code], text: '', ...none }
  if (code === 8) return { name: 'backspace', text: '', ...none }
  if (code < 32) return { name: String.fromCharCode(code + 96), text: '', ...none, ctrl: true }
  return { name: utf8(raw), text: utf8(raw), ...none }
}

/** @param {string} latin1 */
function utf8(latin1) {
  return Buffer.from(latin1, 'latin1').toString('utf8')
}
