import type { Shell } from 'electron'
import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import { checkLink } from '../../app/terminal/links.ts'

/**
 * Opens a link in the user's browser. The only place that hands an address to the system: whatever the link
 * policy refuses (`checkLink`) could start a program.
 *
 * @param text as it stands in the terminal; failures are those of `checkLink`, and `link-not-opened`
 * @param hasOpener whether the desktop has a program for it, where the system does not tell (Linux)
 */
export async function openLink(
  text: string,
  system: Pick<Shell, 'openExternal'>,
  hasOpener: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<Result<null>> {
  const link = checkLink(text)
  if (!link.ok) return link
  try {
    await system.openExternal(link.value)
    return (await hasOpener()) ? succeed(null) : failWith('link-not-opened')
  } catch {
    return failWith('link-not-opened')
  }
}
