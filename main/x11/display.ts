import { readFile } from 'node:fs/promises'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import type { NetConnectOpts } from 'node:net'

/** Where an X server listens, and what it wants to be shown. */
export type XDisplay = { readonly address: NetConnectOpts; readonly cookie: Uint8Array | null }

/** `DISPLAY` as a place to connect to; null where it names none. */
export function parseDisplay(
  name: string,
): { readonly address: NetConnectOpts; readonly number: string; readonly host: string } | null {
  const match = /^(?:unix|(?<host>[^:/]*)):(?<number>\d{1,5})(?:\.\d+)?$/u.exec(name)
  const number = match?.groups?.['number']
  if (number === undefined) return null
  const host = match?.groups?.['host'] ?? ''
  const address = host === '' ? { path: `/tmp/.X11-unix/X${number}` } : { host, port: 6000 + Number(number) }
  return { address, number, host }
}

/** The display of an environment; null where it names none. A file of cookies that cannot be read holds none. */
export async function findDisplay(env: NodeJS.ProcessEnv): Promise<XDisplay | null> {
  const display = parseDisplay(env['DISPLAY'] ?? '')
  if (display === null) return null
  const file = env['XAUTHORITY'] ?? join(homedir(), '.Xauthority')
  const cookies = await readFile(file).catch(() => new Uint8Array())
  const host = display.host === '' ? hostname() : display.host
  return { address: display.address, cookie: findCookie(cookies, host, display.number) }
}

export const cookieProtocol = 'MIT-MAGIC-COOKIE-1'

/**
 * The cookie of a display in the content of an `.Xauthority`: records of a family and four counted strings, all numbers
 * big-endian (Xau(3)).
 */
export function findCookie(content: Uint8Array, host: string, number: string): Uint8Array | null {
  const bytes = Buffer.from(content)
  let at = 0
  let other: Uint8Array | null = null
  const field = (): Buffer => {
    const length = at + 2 <= bytes.length ? bytes.readUInt16BE(at) : 0
    const value = bytes.subarray(at + 2, at + 2 + length)
    at += 2 + length
    return value
  }
  while (at + 2 <= bytes.length) {
    at += 2
    const [address, display, protocol, data] = [field(), field(), field(), field()]
    const isOfDisplay = display.length === 0 || display.toString() === number
    if (!isOfDisplay || protocol.toString() !== cookieProtocol) continue
    if (address.toString() === host) return new Uint8Array(data)
    // The host may have changed its name since; the server says no if it is not its own.
    other ??= new Uint8Array(data)
  }
  return other
}
