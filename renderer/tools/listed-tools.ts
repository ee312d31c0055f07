import type { ToolView } from '../../app/ipc/read-model.ts'
import { isOwnEntry } from '../../app/tool/own-entry.ts'
import { isPresetName } from '../../app/tool/presets/preset-names.ts'

/** A tool as the dialog lists it: whose it is, and whether its program is there. */
export type ListedTool = {
  readonly name: string
  readonly displayName: string
  readonly origin: 'preset' | 'changed' | 'ownTool'
  /** Null for one that is kept and not offered: it cannot be used, or nobody has looked for it yet. */
  readonly found: boolean | null
}

/** The tools that are offered, and behind them those of the user that are not: they have to be mended first. */
export function listedTools(
  tools: readonly ToolView[],
  own: Readonly<Record<string, unknown>>,
): readonly ListedTool[] {
  const originOf = (name: string): ListedTool['origin'] => {
    if (!isPresetName(name)) return 'ownTool'
    return Object.hasOwn(own, name) ? 'changed' : 'preset'
  }
  const offered = tools.map(({ name, displayName, found }) => ({
    name,
    displayName,
    origin: originOf(name),
    found,
  }))
  const rest = Object.keys(own).filter((name) => !tools.some((tool) => tool.name === name))
  return [
    ...offered,
    ...rest.map((name) => ({
      name,
      displayName: shownNameIn(own[name]) ?? name,
      origin: originOf(name),
      found: null,
    })),
  ]
}

function shownNameIn(entry: unknown): string | null {
  const name = isOwnEntry(entry) ? entry['displayName'] : null
  return typeof name === 'string' && name.trim() !== '' ? name : null
}
