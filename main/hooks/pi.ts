import { writeHookFile } from './hook-folder.ts'
import type { HookChange, HookRequest } from './hook-start.ts'
import { putOption } from './options.ts'
import { piExtension } from './pi-extension.ts'

/**
 * Gives Pi our extension by `-e`, which may be given more than once. Measured with 0.73.1 and 1.6.0: the user's own
 * extensions are loaded beside it.
 */
export async function hookPi(request: HookRequest): Promise<HookChange> {
  const { args, folder, eventsFile } = request
  const file = await writeHookFile(folder, ['roost-events.ts'], piExtension(eventsFile))
  return { args: putOption(args, undefined, ['-e', file]) }
}
