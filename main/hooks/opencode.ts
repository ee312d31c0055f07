import { pathToFileURL } from 'node:url'
import * as v from 'valibot'
import { writeHookFile } from './hook-folder.ts'
import type { HookChange, HookRequest } from './hook-start.ts'
import { opencodePlugin } from './opencode-plugin.ts'
import { plainObject } from './own-settings.ts'

/**
 * Gives opencode our plugin by `OPENCODE_CONFIG_CONTENT` (https://opencode.ai/docs/config). Measured with 1.18.33: its
 * plugins are added to those of the user's files and folders, whose agents and settings stay as they are.
 * `OPENCODE_CONFIG_DIR` would do the same, but opencode installs 64 MB from the network into every such folder.
 * A content that the user has themselves goes on with our plugin behind theirs.
 */
export async function hookOpencode(request: HookRequest): Promise<HookChange> {
  const { environment, folder, eventsFile } = request
  const own = parseContent(environment[variable] ?? '')
  if (own === null) return { gap: 'opencode-content' }
  const file = await writeHookFile(folder, ['roost-events.js'], opencodePlugin(eventsFile))
  const content = { ...own, plugin: [...(own.plugin ?? []), pathToFileURL(file).href] }
  return { environment: { ...environment, [variable]: JSON.stringify(content) } }
}

const variable = 'OPENCODE_CONFIG_CONTENT'

function parseContent(text: string): v.InferOutput<typeof ContentSchema> | null {
  if (text.trim() === '') return {}
  const parsed = v.safeParse(ContentSchema, text)
  return parsed.success ? parsed.output : null
}

const ContentSchema = v.pipe(
  v.string(),
  v.parseJson(),
  plainObject,
  v.looseObject({ plugin: v.optional(v.array(v.unknown())) }),
)
