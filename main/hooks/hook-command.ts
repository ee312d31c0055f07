/**
 * The command that a tool's hook runs: it takes the JSON on its input and appends one line to the events file, the
 * event's name and the JSON. It prints nothing and always succeeds, since some tools read a hook's output and take its
 * exit code 2 for a refusal.
 *
 * The whole script is in the command: a script in a file could be gone, and a shell that does not find its script may
 * itself end with 2. Absolute paths are in it and not in the environment, which loses every ROOST_ variable on its way.
 *
 * @param eventsFile absolute; may hold spaces, quotes, anything
 */
export function hookCommand(eventsFile: string, event: string): string {
  const bytes = String(limits[event] ?? mostBytes)
  return ['/bin/sh', '-c', appendInput, 'roost', eventsFile, event, bytes].map(shellWord).join(' ')
}

/**
 * The argv of a notifier that gets its JSON as the last argument: it appends a line like `hookCommand`, and then
 * becomes the user's own notifier, with all that this one would have been given.
 *
 * @param own the user's own argv; empty where there is none
 */
export function notifyArgv(eventsFile: string, own: readonly string[]): readonly string[] {
  return ['/bin/sh', '-c', appendArgument, 'roost', eventsFile, ...own]
}

/** Most of a payload that is passed on: an answer and the lists behind it. */
const mostBytes = 256 * 1024

/**
 * How much of a payload is passed on where only its beginning is asked for: who, which tool, the start of its input.
 * What a user typed and what a tool found does not have to lie on disk a second time.
 */
const limits: Readonly<Partial<Record<string, number>>> = {
  SessionStart: 2048,
  UserPromptSubmit: 1024,
  PreToolUse: 8192,
  PostToolUse: 2048,
  PostToolUseFailure: 2048,
  PermissionDenied: 2048,
  PermissionRequest: 8192,
  PostCompact: 2048,
  sessionStart: 1024,
  userPromptSubmitted: 1024,
  preToolUse: 8192,
  postToolUse: 2048,
  postToolUseFailure: 2048,
  permissionRequest: 8192,
}

/** Quiet, without a file that others could read, and with the plain tools even if the PATH is odd. */
const prelude = 'umask 077; PATH="/usr/bin:/bin${PATH:+:$PATH}"; '

/**
 * `dd` gathers its input and writes it at once, so that the lines of hooks that run at the same time stay whole
 * (POSIX: `ibs` and `obs` apart reblock; a write to a file opened for appending is not interleaved). A file that is
 * gone is not made again, and a pipe in its place could block: only a plain file is written to.
 * The rest of the input is read away, since a tool may take a closed pipe for a failure.
 */
const append = '| dd ibs=65536 obs=524288 >>"$f"; fi; '

const appendInput =
  `exec >/dev/null 2>&1; ${prelude}f="$1"; if [ -f "$f" ]; then ` +
  `{ printf "%s " "$2"; head -c "$3" | tr "\\n\\r" "  "; printf "\\n"; } ${append}cat; exit 0`

/** The user's own notifier keeps the outputs and the environment that it would have had, so all else is in brackets. */
const appendArgument =
  `f="$1"; shift; for last do :; done; ( exec </dev/null >/dev/null 2>&1; ${prelude}if [ -f "$f" ]; then ` +
  `{ printf "notify "; printf "%s" "$last" | head -c ${mostBytes} | tr "\\n\\r" "  "; printf "\\n"; } ${append}); ` +
  'if [ "$#" -gt 1 ]; then exec "$@"; fi; exit 0'

/** One word of a POSIX shell: nothing in it acts. */
function shellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
