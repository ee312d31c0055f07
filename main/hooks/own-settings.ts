import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { hookCommand } from './hook-command.ts'

/** Settings of Claude Code or Qwen Code, of which only the hooks are of interest. */
export type HookSettings = v.InferOutput<typeof HookSettingsSchema>

/** A user's settings as text; null where they are no settings that hooks could be added to. */
export function parseSettings(text: string): HookSettings | null {
  const parsed = v.safeParse(HookSettingsSchema, text.replace(/^\uFEFF/u, ''))
  return parsed.success ? parsed.output : null
}

/** The text of a file, `''` where there is none, null where it cannot be read or is beyond all measure. */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    const text = await readFile(path, 'utf8')
    return text.length > maxSettings ? null : text
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? '' : null
  }
}

/**
 * A user's settings with our hooks behind their own, for each event.
 *
 * @param timeout after which the tool ends a hook, in the tool's own unit
 */
export function withHooks(
  own: HookSettings,
  events: readonly string[],
  eventsFile: string,
  timeout: number,
): HookSettings {
  const hooks: Record<string, readonly unknown[]> = { ...own.hooks }
  for (const event of events) {
    const ours = { hooks: [{ type: 'command', command: hookCommand(eventsFile, event), timeout }] }
    hooks[event] = [...(hooks[event] ?? []), ours]
  }
  return { ...own, hooks }
}

/** An object that is no list, which valibot takes for one. */
export const plainObject = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value)),
)
const HookSettingsSchema = v.pipe(
  v.string(),
  v.parseJson(),
  plainObject,
  v.looseObject({
    hooks: v.optional(v.pipe(plainObject, v.record(v.string(), v.pipe(v.array(v.unknown()), v.readonly())))),
  }),
)

/** UTF-16 units; a user's settings are a few thousand. */
const maxSettings = 4 * 1024 * 1024
