/**
 * The arguments of `roost`, where this process was started as that: `… --cli -- <arguments>`. Behind `--` neither
 * Chromium nor Node takes a switch for itself, measured with `--version`, `--type=renderer` and `--inspect`.
 *
 * @returns null where the app itself was started
 */
export function commandLine(argv: readonly string[]): readonly string[] | null {
  const end = argv.indexOf('--')
  return end > 0 && argv[end - 1] === '--cli' ? argv.slice(end + 1) : null
}
