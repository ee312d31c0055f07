import type { ToolView } from '../../app/ipc/read-model.ts'

const key = 'roost.lastTool'

/** The tool that a new session starts with: the one used last if it is there, else the first that is. */
export function firstTool(tools: readonly ToolView[]): string | null {
  const last = localStorage.getItem(key)
  const found = tools.filter((tool) => tool.found)
  return (found.find((tool) => tool.name === last) ?? found[0])?.name ?? null
}

/** A convenience of this window, so it lives in the page's own storage and not among the settings. */
export function rememberTool(name: string): void {
  localStorage.setItem(key, name)
}
