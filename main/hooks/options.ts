/** An option of a command line: where it stands, how many words it is, and its value. */
export type Option = { readonly at: number; readonly words: 1 | 2; readonly value: string }

/**
 * The options of these names before a `--`, in order: `--name value`, `--name=value`, and for a name of one letter
 * `-n value` and `-nvalue`.
 */
export function findOptions(args: readonly string[], names: readonly string[]): readonly Option[] {
  const found: Option[] = []
  const end = args.indexOf('--')
  for (let at = 0; at < (end === -1 ? args.length : end); at += 1) {
    const option = optionAt(args, at, names)
    if (option === null) continue
    found.push(option)
    at += option.words - 1
  }
  return found
}

/** The arguments with an option's words in place of another option, or before all of them where there is none. */
export function putOption(
  args: readonly string[],
  instead: Option | undefined,
  words: readonly string[],
): readonly string[] {
  const { at, words: count } = instead ?? { at: 0, words: 0 }
  return args.toSpliced(at, count, ...words)
}

function optionAt(args: readonly string[], at: number, names: readonly string[]): Option | null {
  const word = args[at] ?? ''
  for (const name of names) {
    const next = args[at + 1]
    if (word === name) return next === undefined ? null : { at, words: 2, value: next }
    const glue = name.startsWith('--') ? `${name}=` : name
    if (word.startsWith(glue)) return { at, words: 1, value: word.slice(glue.length) }
  }
  return null
}
