/** What is in front of a session's terminal: the one that gets its keys. */
export type ForegroundProgram =
  /** A shell that waits for a command: the session's own, or one that was started in it. */
  | { readonly kind: 'shell' }
  /**
   * `names`: of the program by `processName`, and of those that it has started in its own process group, outermost first;
   * empty where the system does not tell. `known`: the last of them, where that is one that was looked for.
   */
  | {
      readonly kind: 'program'
      readonly names: readonly string[]
      readonly known?: { readonly pid: number; readonly argv: readonly string[] } | undefined
    }

/** Programs that read commands from a terminal and start others in it. */
const shells: ReadonlySet<string> = new Set([
  'bash',
  'zsh',
  'fish',
  'sh',
  'dash',
  'ash',
  'ksh',
  'mksh',
  'tcsh',
  'csh',
  'nu',
  'xonsh',
  'elvish',
  'pwsh',
  'powershell',
  'cmd',
])

/** Whether a program of this name, called without a script, is a shell at its prompt while it is in front. */
export function isShellName(name: string): boolean {
  return shells.has(name.toLowerCase())
}
