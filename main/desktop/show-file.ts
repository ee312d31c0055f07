import { dirname } from 'node:path'
import type { Shell } from 'electron'
import { succeed, type Result } from '../../app/base/result.ts'
import { failWith } from '../../app/i18n/failure.ts'

/**
 * Shows a file in the user's file manager.
 *
 * @returns `folder-not-opened`, with the folder in its sentence
 */
export async function showFile(
  path: string,
  system: Pick<Shell, 'showItemInFolder'>,
  hasOpener: () => Promise<boolean>,
): Promise<Result<null>> {
  system.showItemInFolder(path)
  if (await hasOpener()) return succeed(null)
  return failWith('folder-not-opened', { reason: { kind: 'system', text: dirname(path) } })
}
