import { join } from 'node:path'
import { hookCommand } from './hook-command.ts'
import { writeHookFile } from './hook-folder.ts'
import type { HookChange, HookRequest } from './hook-start.ts'
import { putOption } from './options.ts'

/**
 * Gives Copilot CLI our hooks as a plugin for this run (`--plugin-dir`, which may be given more than once; the form is
 * https://docs.github.com/en/copilot/reference/hooks-configuration). Measured with 1.0.102: the hooks of the user's
 * own settings and plugins run beside them. `COPILOT_HOME` would take the place of all the user has.
 */
export async function hookCopilot(request: HookRequest): Promise<HookChange> {
  const { args, folder, eventsFile } = request
  const plugin = {
    name: 'roost-events',
    version: '1.0.0',
    description: 'Tells Roost, which this session runs in, what the session is doing.',
    hooks: 'hooks.json',
  }
  const hooks = Object.fromEntries(
    copilotEvents.map((event) => [
      event,
      [{ type: 'command', bash: hookCommand(eventsFile, event), timeoutSec: timeoutSeconds }],
    ]),
  )
  await writeHookFile(folder, ['plugin', 'plugin.json'], JSON.stringify(plugin))
  await writeHookFile(folder, ['plugin', 'hooks.json'], JSON.stringify({ version: 1, hooks }))
  return { args: putOption(args, undefined, ['--plugin-dir', join(folder, 'plugin')]) }
}

const copilotEvents = [
  'sessionStart',
  'userPromptSubmitted',
  'preToolUse',
  'permissionRequest',
  'postToolUse',
  'postToolUseFailure',
  'preCompact',
  'subagentStart',
  'agentStop',
  'errorOccurred',
  'sessionEnd',
]

const timeoutSeconds = 5
