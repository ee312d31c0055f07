/**
 * Why a session has no hooks. `windows`: there is no POSIX shell to run them; the others: what the user has for the
 * same purpose cannot be read, so that ours would take its place; `not-written`: the data folder refuses.
 */
export type HookGap =
  | 'windows'
  | 'claude-settings'
  | 'codex-notify'
  | 'opencode-content'
  | 'kilo-content'
  | 'qwen-settings'
  | 'not-written'
