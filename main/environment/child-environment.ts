import { delimiter } from 'node:path'
import type { SessionId } from '../../app/session/session.ts'
import { markerName } from '../process/process-table.ts'

/** An environment as `spawn` takes it: complete, nothing is inherited. */
export type Environment = Readonly<Record<string, string>>

/**
 * The app's own environment without what belongs to Electron, to a development run, to a packaging, or to the terminal
 * and the agent that Roost itself may have been started from: it would lie to a child about where it runs. What the user
 * exported stays, whatever its name: `NODE_OPTIONS`, `npm_config_registry`, `TMUX_TMPDIR`. Not for an environment that
 * the user's start files made from this one: all of that is theirs.
 */
export function cleanEnvironment(base: Readonly<Record<string, string | undefined>>): Environment {
  const packaging = [base['APPDIR'] ?? '', base['SNAP'] ?? ''].filter((folder) => folder !== '')
  const isNpm = base['npm_lifecycle_event'] !== undefined
  const isForeign = (name: string): boolean =>
    foreign.has(name) ||
    foreignPrefixes.some((prefix) => name.startsWith(prefix)) ||
    (isNpm && (ofNpm.has(name) || name.startsWith('npm_'))) ||
    (base['VITEST'] !== undefined && name === 'NODE_ENV')
  const isOurs = (entry: string): boolean =>
    packaging.some((folder) => entry === folder || entry.startsWith(`${folder}/`)) ||
    (isNpm && /[\\/](?:node_modules[\\/]\.bin|node-gyp-bin)$/u.test(entry))
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(base)) {
    if (value === undefined || isForeign(name)) continue
    const own = pathLists.has(name) ? withoutFolders(value, isOurs) : value
    if (own !== '' || value === '') kept[name] = own
  }
  return kept
}

/**
 * The environment of a session's process.
 *
 * @param user the user's own environment, as their login shell makes it, or the app's own, clean
 * @param session.marker the random value by which all processes of the run are found again; no secret
 * @param session.token by which the session's own processes are known to the command line; a secret
 * @param session.cliEnvironment where `roost`, the command line, and the app it speaks to are
 */
export function childEnvironment(
  user: Environment,
  session: {
    readonly id: SessionId
    readonly marker: string
    readonly token: string
    readonly appVersion: string
    readonly platform: NodeJS.Platform
    readonly cliEnvironment: Environment
  },
): Environment {
  const hasLocale = ['LC_ALL', 'LC_CTYPE', 'LANG'].some((name) => (user[name] ?? '') !== '')
  const fallbackLocale = session.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
  return {
    ...user,
    ...(hasLocale || session.platform === 'win32' ? {} : { LANG: fallbackLocale }),
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    TERM_PROGRAM: 'Roost',
    TERM_PROGRAM_VERSION: session.appVersion,
    [markerName]: session.marker,
    ...session.cliEnvironment,
    ROOST_SESSION_ID: session.id,
    // Not called TOKEN: Codex can leave that, KEY and SECRET out of what its commands see.
    ROOST_CALLER: session.token,
  }
}

const foreign: ReadonlySet<string> = new Set([
  'CHROME_DESKTOP',
  'APPDIR',
  'APPIMAGE',
  'ARGV0',
  'OWD',
  'STY',
  'TMUX',
  'TMUX_PANE',
  'WINDOWID',
  'COLUMNS',
  'LINES',
  'TERMCAP',
  'INSIDE_EMACS',
  'VTE_VERSION',
  'WT_SESSION',
  'WT_PROFILE_ID',
  'TERM_SESSION_ID',
  'LC_TERMINAL',
  'LC_TERMINAL_VERSION',
  'TERMINAL_EMULATOR',
  // An agent that finds itself inside another one refuses to start or behaves as its tool.
  'CLAUDECODE',
  'CLAUDE_CODE_ENTRYPOINT',
  'CLAUDE_CODE_SSE_PORT',
  'CODEX_SANDBOX',
  'CODEX_SANDBOX_NETWORK_DISABLED',
  'GEMINI_CLI',
  'QWEN_CODE',
  'OPENCODE',
  'OPENCODE_PID',
])
const foreignPrefixes = [
  'ELECTRON_',
  'VITE_',
  'VITEST',
  'GDK_',
  'ORIGINAL_XDG_',
  'ROOST_',
  'VSCODE_',
  'ITERM_',
  'KITTY_',
  'WEZTERM_',
  'GHOSTTY_',
  'ALACRITTY_',
  'KONSOLE_',
  'ZELLIJ',
]
/** What npm sets for a script besides `npm_*`; `npm start` is how a checkout is started. */
const ofNpm: ReadonlySet<string> = new Set(['INIT_CWD', 'NODE'])

/** AppImage, snap and npm put folders of theirs before the user's own in these. */
const pathLists: ReadonlySet<string> = new Set([
  'PATH',
  'LD_LIBRARY_PATH',
  'XDG_DATA_DIRS',
  'GSETTINGS_SCHEMA_DIR',
  'GIO_MODULE_DIR',
])

function withoutFolders(list: string, isOurs: (entry: string) => boolean): string {
  return list
    .split(delimiter)
    .filter((entry) => !isOurs(entry))
    .join(delimiter)
}
