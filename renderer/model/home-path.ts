/** A path under the home folder as a user writes it, with `~`; any other as it is. */
export function withTilde(path: string, home: string): string {
  if (home === '' || !path.startsWith(home)) return path
  const rest = path.slice(home.length)
  return rest === '' || rest.startsWith('/') || rest.startsWith('\\') ? `~${rest}` : path
}

/** The opposite: what a user typed as an absolute path. */
export function withoutTilde(path: string, home: string): string {
  return /^~(?=$|[/\\])/u.test(path) ? `${home}${path.slice(1)}` : path
}
