import type { AgentSignature } from '../../../app/screen/agent-frame.ts'
import type { CommandLineReading } from '../../../app/screen/command-line.ts'
import type { ConflictReading } from '../../../app/screen/git-conflict.ts'
import type { PressCondition } from '../../../app/screen/before-press.ts'
import type { FrameReading } from '../../../app/screen/read-frame.ts'
import type { Rule } from '../../../app/screen/rules.ts'
import type { Transition } from '../../../app/activity/why.ts'
import type { Tick } from '../../../app/screen/screen-tick.ts'
import type { SessionId } from '../../../app/session/session.ts'
import type { PromptScreen } from './screen-rows.ts'
import type { ProgramNotification } from '../../../app/terminal/notification.ts'
import type { OscProgress, ShellMark } from '../../../app/terminal/osc.ts'
import type { ThemeColors } from '../../../app/terminal/theme.ts'

/** What to start in a pty. `file` is absolute; `env` is complete: nothing is inherited. */
export type SpawnRequest = {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Brings the full screen that the program leaves as it ends into the kept text: an agent's is its conversation. */
  readonly keepsLeftScreen?: boolean
  /** Puts other programs in front of itself; the modes that they leave on are turned off when it is in front again. */
  readonly isShell?: boolean
  readonly env: Readonly<Record<string, string>>
}

/**
 * Why no process was started; main words it (`app/i18n/reason-words.ts`).
 *
 * - `running-already`, `not-open`: the host has a process there, or no such session
 * - `folder-…`: its working directory is missing, is no folder, or may not be entered
 * - `program-…`: its program is missing, or may not be run
 * - `system`: the system refused, in its own words
 */
export type SpawnProblem =
  | { readonly kind: 'running-already' | 'not-open' }
  | {
      readonly kind: 'folder-missing' | 'folder-none' | 'folder-closed' | 'program-missing' | 'program-closed'
      readonly path: string
    }
  | { readonly kind: 'system'; readonly text: string }

/** A screen, for typing into it. */
export type ScreenFrame = PromptScreen & {
  readonly bracketedPaste: boolean
  readonly isAlternate: boolean
  /** Something was typed since the last Enter, or that Enter was pressed by Roost and did not send it. */
  readonly hasTyped: boolean
  /** Of a shell, what stands in its command line. */
  readonly commandLine: CommandLineReading
  /** The process group in front of its terminal, 0 for the session's own process; null where that cannot be seen. */
  readonly front: number | null
  /** The last of that came a moment ago, and may not be on the screen yet. */
  readonly isTyping: boolean
  /** Bytes that its program has written so far. */
  readonly writtenBytes: number
}

/**
 * What became of a key that was to be pressed for the user.
 *
 * - `pressed`: the screen was as it had to be; `frame` is that screen, `at` the time (ms since the epoch)
 * - `asks`, `absent`: not pressed, as `whyNotPress` has it
 * - `news`: not pressed, because main had not heard all that the screen and its program say; it has now
 * - `unsettled`: not pressed, because the screen is half drawn, a sequence is unfinished, or output or input waits
 * - `ended`: not pressed, because no process runs
 */
export type PressOutcome =
  | { readonly kind: 'pressed'; readonly frame: ScreenFrame; readonly at: number }
  | { readonly kind: 'asks' | 'absent' | 'news' | 'unsettled' | 'ended' }

/** What is read off a session's screen. */
export type ReadingRules = {
  /** Whose rules they are. */
  readonly tool: string
  readonly rules: readonly Rule[]
  /** The agents that are looked for on the screen, while a program is in front that shows another terminal. */
  readonly agents?: readonly AgentSignature[]
}

/** What main asks of the host. Commands of one session take effect in the order in which they are sent. */
export type HostCommand =
  /** First message: where screens are kept (an existing folder, absolute) and the colours. */
  | {
      readonly type: 'configure'
      readonly screensDir: string
      readonly theme: ThemeColors
      readonly appVersion: string
    }
  | { readonly type: 'theme'; readonly theme: ThemeColors }
  /**
   * Opens a session's screen, with the kept text of an earlier life if there is one on disk. No process yet.
   * A session that is open already is left as it is.
   */
  | { readonly type: 'open'; readonly session: SessionId; readonly cols: number; readonly rows: number }
  /** Starts a process behind an open screen; answered by `spawned` or `spawnFailed`. `separator` is drawn above what it writes. */
  | {
      readonly type: 'spawn'
      readonly session: SessionId
      readonly request: SpawnRequest
      readonly separator: string | null
    }
  /** The rules by which the session's screen is read from here on. */
  | ({ readonly type: 'rules'; readonly session: SessionId } & ReadingRules)
  | { readonly type: 'input'; readonly session: SessionId; readonly data: string }
  /**
   * Presses a key for the user if the screen, read to the last byte that the program wrote, is as it has to be; looking
   * and pressing are one step. Answered by `pressOutcome` with the same id.
   */
  | {
      readonly type: 'press'
      readonly id: number
      readonly session: SessionId
      readonly key: string
      readonly when: PressCondition
    }
  /** Keeps the user's input to a session back, for some seconds at most, or gives it on. */
  | { readonly type: 'hold'; readonly session: SessionId; readonly on: boolean }
  /** A prompt that Enter may not have sent: for as long as it stands there, and until the next key, something is typed. */
  | { readonly type: 'unsent'; readonly session: SessionId; readonly when: PressCondition }
  /** Text of a program without a terminal, for the session's screen; answered by `printed`. */
  | { readonly type: 'print'; readonly session: SessionId; readonly id: number; readonly text: string }
  /** Asks for the screen, for a prompt; answered by `frame` with the same id. `mark`: text counts as new from here on. */
  | {
      readonly type: 'readFrame'
      readonly id: number
      readonly session: SessionId
      readonly mark: boolean
    }
  /** Asks for the text since the mark; answered by `since` with the same id. */
  | { readonly type: 'readSince'; readonly id: number; readonly session: SessionId }
  /** As `PageMessage.paste`. */
  | { readonly type: 'paste'; readonly session: SessionId; readonly text: string }
  /** Closes a session's master without a word to the process; `exit` follows if one lives. Main has signalled it before. */
  | { readonly type: 'release'; readonly session: SessionId }
  /** Forgets a session; `deleteText` also removes what is kept of it on disk. */
  | { readonly type: 'forget'; readonly session: SessionId; readonly deleteText: boolean }
  /** Writes everything kept to disk now; answered by `flushed` with the same id. */
  | { readonly type: 'flush'; readonly id: number }
  /** Asks for text; answered by `text` with the same id. `tail`: its programs' last output, at most 16 KB, raw. */
  | {
      readonly type: 'readText'
      readonly id: number
      readonly session: SessionId
      readonly what: 'screen' | 'all' | 'tail'
    }
  /** Keeps the text of the screen as it is now, with the change of status that it belongs to. */
  | { readonly type: 'moment'; readonly session: SessionId; readonly transition: Transition }
  /** Asks for the kept changes; answered by `moments` with the same id. */
  | { readonly type: 'readMoments'; readonly id: number; readonly session: SessionId }
  /** Asks for the text of one of them; answered by `text` with the same id. */
  | {
      readonly type: 'readMoment'
      readonly id: number
      readonly session: SessionId
      readonly at: number
    }
  /** Clock and credits start again after sleep. */
  | { readonly type: 'woke' }
  /** A new page port takes the place of the last one (sent with the port in `ports[0]`). */
  | { readonly type: 'connectPage' }
  | { readonly type: 'ping'; readonly id: number }

/** What the host tells main. Times are ms since the epoch. */
export type HostEvent =
  | { readonly type: 'ready' }
  | { readonly type: 'pong'; readonly id: number }
  | { readonly type: 'spawned'; readonly session: SessionId; readonly pid: number }
  | { readonly type: 'spawnFailed'; readonly session: SessionId; readonly problem: SpawnProblem }
  /** All output of the process has been read and shown before this. `tail` is its last output, at most 16 KB, raw. */
  | {
      readonly type: 'exit'
      readonly session: SessionId
      readonly exitCode: number
      readonly signal: number | null
      readonly tail: string
      readonly at: number
    }
  | {
      readonly type: 'observed'
      readonly session: SessionId
      readonly at: number
      readonly observations: readonly Observation[]
    }
  | { readonly type: 'flushed'; readonly id: number }
  /** What was printed is on the screen. */
  | { readonly type: 'printed'; readonly id: number }
  | { readonly type: 'pressOutcome'; readonly id: number; readonly outcome: PressOutcome }
  /** Null where there is no such session. */
  | { readonly type: 'frame'; readonly id: number; readonly frame: ScreenFrame | null }
  /** `isScreen`: the program draws a full screen, and only what is on it can be given. */
  | { readonly type: 'since'; readonly id: number; readonly text: string; readonly isScreen: boolean }
  | { readonly type: 'text'; readonly id: number; readonly text: string }
  | { readonly type: 'moments'; readonly id: number; readonly transitions: readonly Transition[] }
  /** Text could not be kept on disk, or can again (null). */
  | { readonly type: 'diskTrouble'; readonly trouble: DiskTrouble | null }
  /** A line for the app's log. */
  | { readonly type: 'log'; readonly level: 'info' | 'error'; readonly message: string }

/** Why text could not be kept, as the system says it, and whose: null where it is more than one session's. */
export type DiskTrouble = { readonly message: string; readonly session: SessionId | null }

/** What the host saw in a session's output, batched, at most 10 messages a second and session. */
export type Observation =
  | { readonly kind: 'title'; readonly title: string }
  /** The body of an OSC 7501 report, as sent (`state=…:app=…`). */
  | { readonly kind: 'osc7501'; readonly body: string }
  | { readonly kind: 'progress'; readonly progress: OscProgress }
  /** OSC 9, 777 or 99, as clean lines. */
  | ({ readonly kind: 'notification' } & ProgramNotification)
  | { readonly kind: 'bell' }
  /** RIS: everything reported before is void. */
  | { readonly kind: 'reset' }
  /** Bytes the program wrote by itself: output within 500 ms after resize, focus, mouse, keys, or replay is not counted. */
  | { readonly kind: 'output'; readonly bytes: number }
  /** A settled screen, read by the tool's rules, where it says something new. */
  | {
      readonly kind: 'screen'
      /** By whose rules; undefined where none were set. */
      readonly tool?: string | undefined
      readonly reading: FrameReading | null
      readonly ticks: readonly Tick[]
      readonly isSettled: boolean
      readonly isFullScreen: boolean
      /** The cursor stands behind what looks like a prompt that no rule knows. */
      readonly isLikePrompt: boolean
      readonly isBlank: boolean
    }
  /** The agent that the screen shows, by the name of its tool; told when it changes, while it is asked for. */
  | { readonly kind: 'agentFrame'; readonly tool: string | null }
  /** The agent that the user's last command runs without its screen, by the name of its program; told when it changes. */
  | { readonly kind: 'headless'; readonly program: string | null }
  /** What git printed of a conflict. */
  | { readonly kind: 'conflict'; readonly conflict: ConflictReading }
  /** A rule took too long and is not asked any more. */
  | { readonly kind: 'slowRule'; readonly rule: string }
  /** OSC 133. */
  | { readonly kind: 'shellMark'; readonly mark: ShellMark }
  /** A user's key or paste went to the program; not the mouse, not the focus. */
  | { readonly kind: 'input' }
  /** Enter went to the program behind a line that was typed. */
  | { readonly kind: 'lineSent' }
  /** OSC 52: text a program wants on the clipboard, decoded, at most 75 KB; null for more. */
  | { readonly kind: 'clipboard'; readonly text: string | null }

/** A duplex channel of structured-clone messages; the shape of a MessagePort on either side. */
export type Port<Incoming, Outgoing> = {
  post(message: Outgoing): void
  onMessage(listener: (message: Incoming) => void): void
  close(): void
}
