import { resolve } from 'node:path'
import { writeHookFile } from './hook-folder.ts'
import type { HookChange, HookRequest } from './hook-start.ts'
import { parseSettings, readIfThere, withHooks } from './own-settings.ts'

/**
 * Gives Qwen Code our hooks by its system settings, whose place a variable names. Measured with 0.24.4: the hooks of
 * the user's own settings run beside them. Settings that an administrator has at that place go on with ours.
 */
export async function hookQwen(request: HookRequest): Promise<HookChange> {
  const { environment, platform, workdir } = request
  const place = environment[variable] ?? ''
  const text = await readIfThere(place === '' ? systemSettings(platform) : resolve(workdir, place))
  const own = text === '' ? {} : parseSettings(text ?? '')
  if (own === null) return { gap: 'qwen-settings' }
  const settings = withHooks(own, qwenEvents, request.eventsFile, timeoutMs)
  const file = await writeHookFile(request.folder, ['settings.json'], JSON.stringify(settings))
  return { environment: { ...environment, [variable]: file } }
}

const variable = 'QWEN_CODE_SYSTEM_SETTINGS_PATH'

/** Where Qwen Code looks without the variable; on Windows there are no hooks. */
function systemSettings(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return '/Library/Application Support/QwenCode/settings.json'
  return '/etc/qwen-code/settings.json'
}

const qwenEvents = [
  'SessionStart',
  'UserPromptSubmit',
  'PermissionRequest',
  'PreToolUse',
  'PostToolUse',
  'PostToolUseFailure',
  'PreCompact',
  'PostCompact',
  'SubagentStart',
  'SubagentStop',
  'Stop',
  'StopFailure',
  'SessionEnd',
]

const timeoutMs = 5000
