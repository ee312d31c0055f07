import { pathToFileURL } from 'node:url'
import * as v from 'valibot'
import { writeHookFile } from './hook-folder.ts'
import type { HookGap } from '../../app/hooks/hook-gap.ts'
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
  return addPlugin(request, 'OPENCODE_CONFIG_CONTENT', 'opencode-content')
}

/** As `hookOpencode`, for Kilo CLI, which has the same plugins and events under a variable of its own (measured with 7.7.9). */
export async function hookKilo(request: HookRequest): Promise<HookChange> {
  return addPlugin(request, 'KILO_CONFIG_CONTENT', 'kilo-content')
}

async function addPlugin(request: HookRequest, variable: string, gap: HookGap): Promise<HookChange> {
  const { environment, folder, eventsFile } = request
  const own = parseContent(environment[variable] ?? '')
  if (own === null) return { gap }
  const file = await writeHookFile(folder, ['roost-events.js'], opencodePlugin(eventsFile))
  const content = { ...own, plugin: [...(own.plugin ?? []), pathToFileURL(file).href] }
  return { environment: { ...environment, [variable]: JSON.stringify(content) } }
}

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
