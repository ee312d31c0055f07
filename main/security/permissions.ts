import type { Session } from 'electron'
import { isPageUrl } from './origin.ts'

/** What of a Chromium session is needed to answer for its permissions. */
export type AskedSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setUSBProtectedClassesHandler'
  | 'setBluetoothPairingHandler'
>

type Rule = { readonly allow: boolean; readonly reason: string }

/**
 * Each permission that somebody could expect here, and why it is given or not. What is not in the table is denied,
 * so a permission that a later Chromium adds is denied too.
 */
export const permissionTable: Readonly<Record<string, Rule>> = {
  'clipboard-sanitized-write': { allow: true, reason: 'a user copies text out of a field of the window' },
  'clipboard-read': { allow: false, reason: 'pasting goes through main, after a key of the user' },
  notifications: { allow: false, reason: 'main shows notifications itself, with the name of the session' },
  fullscreen: {
    allow: false,
    reason: 'the window has its own full screen; a page in it could hide its frame',
  },
  openExternal: { allow: false, reason: 'links are opened by main, http and https only' },
  fileSystem: { allow: false, reason: 'files are read by main, when they are dropped' },
  'local-fonts': { allow: false, reason: 'the terminal names its fonts; a list of them identifies a user' },
  keyboardLock: { allow: false, reason: 'keys that belong to the system stay with it' },
  media: { allow: false, reason: 'nothing here listens or looks' },
  'display-capture': { allow: false, reason: 'nothing here looks at the screen' },
}

/** Answers every permission of the session by the table: both when the page asks and when Chromium checks. */
export function answerPermissions(session: AskedSession): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isAllowed(permission, details.requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses)
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }))
  // Without a stream in the answer the request fails in the page.
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
}

/** True if the table gives `permission` to whoever asks from `address`; only our own page is given anything. */
export function isAllowed(permission: string, address: string): boolean {
  const rule = Object.hasOwn(permissionTable, permission) ? permissionTable[permission] : undefined
  return rule !== undefined && rule.allow && isPageUrl(address)
}
