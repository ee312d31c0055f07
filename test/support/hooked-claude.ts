/**
 * A stand-in for Claude Code that has nothing but its hooks: a script for a file named `claude`. It names its version,
 * takes the settings that it is given by `--settings`, as a path or as JSON, and then for each line `<event> <JSON>`
 * runs the hooks of that event, with the JSON on their input, as the real one does. The line `exit` ends it.
 */
export const hookedClaude = `#!/bin/sh
[ "$*" = --version ] && { echo '2.1.330 (Claude Code)'; exit 0; }
settings='{}'
while [ "$#" -gt 0 ]; do
  [ "$1" = --settings ] && settings=$2
  shift
done
commandsOf() {
  '${process.execPath}' -e '
    const [given, event] = process.argv.slice(1)
    const text = given.startsWith("{") ? given : require("node:fs").readFileSync(given, "utf8")
    const groups = JSON.parse(text).hooks?.[event] ?? []
    for (const { hooks } of groups) for (const { command } of hooks) console.log(command)
  ' "$settings" "$1"
}
echo 'stand-in is ready'
while read -r event payload; do
  [ "$event" = exit ] && exit 0
  commandsOf "$event" | while IFS= read -r command; do
    printf '%s' "$payload" | /bin/sh -c "$command"
  done
done
`
