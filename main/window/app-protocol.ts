import { readFile } from 'node:fs/promises'
import type { Protocol } from 'electron'
import { pageScheme } from '../security/origin.ts'
import { findPageFile, pageHeaders } from './page-files.ts'

/** Makes `app:` a scheme like https. Has to be called before the app is ready. */
export function registerPageScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/**
 * Serves the built page from `root` as `app://roost/`.
 *
 * @param root absolute folder, inside the asar when packaged
 */
export function servePage(protocol: Pick<Protocol, 'handle'>, root: string): void {
  protocol.handle(pageScheme, async ({ method, url }) => {
    const file = findPageFile(root, method, url)
    if (file.kind === 'refused') return new Response(null, { status: file.status, headers: pageHeaders })
    try {
      const body = new Uint8Array(await readFile(file.path))
      return new Response(body, { headers: { ...pageHeaders, 'Content-Type': file.contentType } })
    } catch {
      return new Response(null, { status: 404, headers: pageHeaders })
    }
  })
}
