/** What a tool prints without a terminal: text, or the JSON lines of the tool of that name. */
export const headlessFormats = [
  'text',
  'claude',
  'codex',
  'opencode',
  'gemini',
  'qwen',
  'copilot',
  'pi',
  'auggie',
  'droid',
  'kimi',
] as const
export type HeadlessFormat = (typeof headlessFormats)[number]
