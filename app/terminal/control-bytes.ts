/** Bytes that open, end and abort sequences of a terminal (ECMA-48), as xterm.js reads them in UTF-8. */
export const bel = 0x07
export const can = 0x18
export const sub = 0x1a
export const esc = 0x1b
export const del = 0x7f
/** After ESC: RIS. */
export const fullReset = 0x63
/** The first byte of a C1 control in UTF-8; the second is the control itself, 0x80 to 0x9f. */
export const c1Lead = 0xc2
export const stringTerminator = 0x9c

/** Whether `byte`, after `c1Lead`, opens a sequence: DCS, SOS, CSI, OSC, PM, APC. */
export function isC1Opener(byte: number): boolean {
  return byte === 0x90 || byte === 0x98 || byte === 0x9b || (byte >= 0x9d && byte <= 0x9f)
}

/**
 * How many bytes at the end belong to a character of UTF-8 that is not finished, 0 to 3. A decoder may wait for as many
 * as the first byte asks for, also where the character turns out to be none.
 *
 * @param end where the text ends
 */
export function unfinishedCharacter(bytes: Uint8Array, end: number): number {
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return characterLength(byte) > back ? back : 0
  }
  return 0
}

/** The text without unfinished characters at its end: several, where it is no UTF-8. */
export function wholeCharacters(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  for (let half = unfinishedCharacter(bytes, end); half > 0; half = unfinishedCharacter(bytes, end))
    end -= half
  return end === bytes.length ? bytes : bytes.subarray(0, end)
}

/** The bytes of the character that begins with `lead`; 0 where none begins so. */
export function characterLength(lead: number): number {
  if (lead < 0x80) return 1
  if (lead < 0xc0) return 0
  if (lead < 0xe0) return 2
  if (lead < 0xf0) return 3
  return lead < 0xf8 ? 4 : 0
}
