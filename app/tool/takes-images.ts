import { hasPlace } from '../headless/template.ts'
import type { Mode } from '../session/session.ts'
import type { ToolConfig } from './tool-config.ts'

/** Whether a prompt for a tool may hold images, in this mode. */
export function takesImages(tool: Pick<ToolConfig, 'imageForm' | 'headless'>, mode: Mode): boolean {
  if (mode === 'interactive') return tool.imageForm.kind !== 'argument'
  const { headless } = tool
  if (headless === undefined) return false
  return headless.imageInPrompt !== undefined || hasPlace(headless.command, 'image')
}
