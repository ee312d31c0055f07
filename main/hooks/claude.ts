import { resolve } from 'node:path'
import { claudeEvents, claudeVersion } from './claude-events.ts'
import { writeHookFile } from './hook-folder.ts'
import type { HookChange, HookRequest } from './hook-start.ts'
import { findOptions, putOption } from './options.ts'
import { parseSettings, readIfThere, withHooks } from './own-settings.ts'

/**
 * Gives Claude Code our hooks by `--settings` (https://code.claude.com/docs/en/hooks). Measured with 2.1.330: those of
 * the user's own settings run beside them. It takes the flag once, so a flag of the user's is read and written
 * together with ours. A file, not JSON in the argument: the line it prints at its end for picking up the conversation
 * repeats the flag.
 */
export async function hookClaude(request: HookRequest): Promise<HookChange> {
  const given = findOptions(request.args, ['--settings']).at(-1)
  const own = given === undefined ? {} : await ownSettings(given.value, request.workdir)
  if (own === null) return { gap: 'claude-settings' }
  const { program, environment, folder, eventsFile } = request
  const events = claudeEvents(await claudeVersion(program, environment, folder))
  const settings = withHooks(own, events, eventsFile, timeoutSeconds)
  const file = await writeHookFile(folder, ['settings.json'], JSON.stringify(settings))
  return { args: putOption(request.args, given, ['--settings', file]) }
}

/** As Claude Code takes it: what begins with a brace is JSON, all else a path. */
async function ownSettings(value: string, workdir: string): Promise<ReturnType<typeof parseSettings>> {
  if (value.trim().startsWith('{')) return parseSettings(value)
  const text = await readIfThere(resolve(workdir, value))
  return text === null ? null : parseSettings(text)
}

/** The tool waits for its hooks, and ours take some milliseconds. */
const timeoutSeconds = 5
