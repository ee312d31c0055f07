import { extname, join, relative, isAbsolute, sep } from 'node:path'
import { isPageUrl } from '../security/origin.ts'

/** What a request for a file of the page leads to. */
export type PageFile =
  | { readonly kind: 'file'; readonly path: string; readonly contentType: string }
  | { readonly kind: 'refused'; readonly status: 400 | 404 | 405 }

/**
 * Finds the file of the page behind an address. Nothing outside `root` can be reached: the path that results is
 * compared with the root, not its text with a prefix.
 *
 * @param root absolute folder of the built page
 */
export function findPageFile(root: string, method: string, address: string): PageFile {
  if (method !== 'GET') return { kind: 'refused', status: 405 }
  if (!isPageUrl(address)) return { kind: 'refused', status: 400 }
  const name = decodePath(new URL(address).pathname)
  if (name === null) return { kind: 'refused', status: 400 }
  const path = join(root, name === '/' ? 'index.html' : name)
  const inside = relative(root, path)
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    return { kind: 'refused', status: 404 }
  }
  const contentType = contentTypes[extname(path).toLowerCase()]
  return contentType === undefined ? { kind: 'refused', status: 404 } : { kind: 'file', path, contentType }
}

/** Sent with every answer. */
export const pageHeaders = {
  // xterm.js makes three style elements, hence the inline styles; scripts are files of ours and nothing else.
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // Neither xterm.js nor Preact writes HTML; whatever else would has to ask for a policy that nobody may make.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const

/** What the page is made of. A kind of file that is not here is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

function decodePath(pathname: string): string | null {
  try {
    const name = decodeURIComponent(pathname)
    // A backslash is a separator on Windows only, a NUL ends a path in some calls: neither is in a name of ours.
    return /[\\\0]/.test(name) ? null : name
  } catch {
    return null
  }
}
