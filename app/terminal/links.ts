import { failWith } from '../i18n/failure.ts'
import { succeed, type Result } from '../base/result.ts'
import { bidiControls } from '../base/bidi.ts'
import { controlCharacters, stripInvisible } from './characters.ts'

/** The longest address that Windows hands to a browser (INTERNET_MAX_URL_LENGTH). */
export const maxLinkLength = 2083

/**
 * Checks a link of a terminal's text before it is shown as a target or opened.
 *
 * @returns the whole address in ASCII, its host in punycode, so that look-alike letters show; the same text is
 *   displayed and opened. Failures: `link-characters`, `link-length`, `link-scheme`, `link-credentials`,
 *   `link-invalid`. Anything but http and https could start a program (CVE-2026-43941).
 */
export function checkLink(text: string): Result<string> {
  if (text.length > maxLinkLength) return failWith('link-length')
  if (controlCharacters.test(text) || bidiControls.test(text) || stripInvisible(text) !== text) {
    return failWith('link-characters')
  }
  const url = parseUrl(text)
  if (url === null || /\s/u.test(text)) return failWith('link-invalid')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return failWith('link-scheme')
  if (url.username !== '' || url.password !== '') return failWith('link-credentials')
  // `https:path` and `https:///host` parse to an address that nobody has read.
  if (!/^https?:\/\/[^/\\]/iu.test(text) || url.hostname === '') return failWith('link-invalid')
  // Letters beyond ASCII grow threefold when they are encoded.
  if (url.href.length > maxLinkLength) return failWith('link-length')
  return succeed(url.href)
}

type ParsedUrl = {
  readonly href: string
  readonly protocol: string
  readonly username: string
  readonly password: string
  readonly hostname: string
}

/** The WHATWG parser: a pure function of both rooms, and the same that opens the link. The ES library has no type for it. */
declare const URL: new (text: string) => ParsedUrl

function parseUrl(text: string): ParsedUrl | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
