import { delimiter, isAbsolute } from 'node:path'
import type { Environment } from '../environment/child-environment.ts'

/**
 * What makes git run no program of a repository's choosing. A folder may have come out of an archive with a `.git` that
 * someone prepared, and Roost looks at it unasked (CVE-2022-20001 of fish, CVE-2022-42906 of powerline-gitstatus). A
 * `git status` would run, each closed here or in `read-facts.ts` and tried in the tests:
 *
 * - `core.fsmonitor` and hooks (post-index-change): off;
 * - `filter.*.clean` and `.process` of files whose times changed: those of the repository's own configuration are off,
 *   those of the user's (git-lfs, most often) run as they do in a terminal. VS Code asks for trust in the folder
 *   instead; Roost has no such question, and the user may not have run git there yet;
 * - a status in each submodule, by the submodule's own configuration: not asked for;
 * - a fetch of objects that a partial clone lacks, by `core.sshCommand`, `remote.*.uploadpack` or a remote helper: no
 *   protocol is allowed;
 * - a bare repository that is hidden among a repository's files: refused.
 *
 * Pagers, editors, external diffs, textconv, aliases, credential and signing programs are not reached by what is asked.
 */
export function gitOptions(platform: NodeJS.Platform): readonly string[] {
  const settings = [
    `core.hooksPath=${platform === 'win32' ? 'NUL' : '/dev/null'}`,
    // Empty is off for every git; those before 2.36 would take `false` for a program.
    'core.fsmonitor=',
    // One that is there is used, none is made.
    'core.untrackedCache=keep',
    'safe.bareRepository=explicit',
    'protocol.allow=never',
  ]
  return ['--no-optional-locks', '--no-pager', ...settings.flatMap((setting) => ['-c', setting])]
}

/**
 * The environment of git: what it needs, by name. GIT_DIR, GIT_INDEX_FILE or GIT_CONFIG_COUNT of whatever started the
 * app would have it speak of another repository.
 *
 * @param user the user's own environment
 */
export function gitEnvironment(user: Environment, platform: NodeJS.Platform): Environment {
  const isKept = (name: string): boolean => kept.has(platform === 'win32' ? name.toUpperCase() : name)
  const own = Object.fromEntries(Object.entries(user).filter(([name]) => isKept(name)))
  const path = Object.entries(user).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? ''
  return {
    ...own,
    // A relative folder would be one of the repository.
    PATH: path
      .split(delimiter)
      .filter((entry) => isAbsolute(entry))
      .join(delimiter),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
    GIT_NO_LAZY_FETCH: '1',
    // A list replaces every `protocol.*.allow` of a repository (git(1)); no protocol has this name.
    GIT_ALLOW_PROTOCOL: 'none',
  }
}

const kept: ReadonlySet<string> = new Set([
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'XDG_CONFIG_HOME',
  // Where the user keeps git's settings: among them which folders of others are safe.
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  // Windows.
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
  'TEMP',
  'TMP',
])
