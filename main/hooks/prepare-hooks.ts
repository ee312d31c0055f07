import { basename, win32 } from 'node:path'
import { hookAgents, type HookAgent } from '../../app/hooks/read-hook-event.ts'
import { hookClaude } from './claude.ts'
import { codexHome, hookCodex } from './codex.ts'
import { hookCopilot } from './copilot.ts'
import { forgetHooks, makeHookFolder } from './hook-folder.ts'
import type { HookableStart, HookChange, HookedStart, HookPlace, HookRequest } from './hook-start.ts'
import type { HookGap } from '../../app/hooks/hook-gap.ts'
import { hookKilo, hookOpencode } from './opencode.ts'
import { hookPi } from './pi.ts'
import { hookQwen } from './qwen.ts'

/**
 * Adds hooks to the start of a tool that has them, so that it tells what it does: for this run only, added to what the
 * user has for the same purpose and never instead of it, and without a change to any file of theirs. What the run
 * before left in the session's hook folder is gone after it.
 *
 * The tool is known by its program: only that program takes these arguments, whatever a user calls it. Gemini CLI has
 * hooks too, but takes them from its own settings file alone (0.61: those of the system settings did not fire), and its
 * title tells its states apart.
 *
 * @param runTail tells this run from the one before: `[a-z0-9]`, by chance
 * @returns the start as it is to be made; never fails
 */
export async function prepareHooks(
  start: HookableStart,
  place: HookPlace,
  runTail: string,
): Promise<HookedStart> {
  const agent = agentOf(start.program, place.platform)
  if (agent === null) return without(start, null)
  if (place.platform === 'win32' && !isPlugin(agent)) return without(start, 'windows')
  try {
    const { folder, eventsFile } = await makeHookFolder(place.dataFolder, start.session, runTail)
    const change = await adapters[agent]({ ...start, ...place, folder, eventsFile })
    if (change.gap !== undefined) {
      await forgetHooks(place.dataFolder, start.session)
      return without(start, change.gap)
    }
    const { args = start.args, environment = start.environment } = change
    const home = agent === 'codex' ? codexHome(start.environment, start.workdir, place.homeFolder) : null
    return { args, environment, source: { agent, eventsFile, codexHome: home }, gap: null }
  } catch {
    return without(start, 'not-written')
  }
}

const adapters: Readonly<Record<HookAgent, (request: HookRequest) => Promise<HookChange>>> = {
  claude: hookClaude,
  codex: hookCodex,
  opencode: hookOpencode,
  qwen: hookQwen,
  copilot: hookCopilot,
  pi: hookPi,
  kilo: hookKilo,
}

/** Plugins are run by the tool itself and need no shell. */
function isPlugin(agent: HookAgent): boolean {
  return agent === 'opencode' || agent === 'kilo' || agent === 'pi'
}

function agentOf(program: string, platform: NodeJS.Platform): HookAgent | null {
  const name =
    platform === 'win32' ? win32.basename(program).replace(/\.(?:exe|cmd|bat|ps1)$/iu, '') : basename(program)
  return hookAgents.find((agent) => agent === name) ?? null
}

function without({ args, environment }: HookableStart, gap: HookGap | null): HookedStart {
  return { args, environment, source: null, gap }
}
