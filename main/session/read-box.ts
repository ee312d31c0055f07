import { emptyFrame } from '../../app/screen/frame.ts'
import { readPromptBox } from '../../app/screen/prompt-box.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import type { ScreenFrame } from '../pty-host/protocol/protocol.ts'

/** What stands in a tool's prompt box; null where it has none, or none is on the screen. */
export function readBox({ promptBox }: Pick<ToolConfig, 'promptBox'>, frame: ScreenFrame) {
  if (promptBox === undefined) return null
  const box = readPromptBox({ ...emptyFrame, ...frame }, promptBox)
  return box.kind === 'none' ? null : box
}
