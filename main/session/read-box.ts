import { emptyFrame } from '../../app/activity/frame.ts'
import { readPromptBox } from '../../app/activity/prompt-box.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import type { ScreenFrame } from '../pty-host/protocol.ts'

/** What a tool's prompt box holds; null for a tool that has none. */
export function readBox(
  { promptBox }: Pick<ToolConfig, 'promptBox'>,
  frame: ScreenFrame,
): ReturnType<typeof readPromptBox> | null {
  return promptBox === undefined ? null : readPromptBox({ ...emptyFrame, ...frame }, promptBox)
}
