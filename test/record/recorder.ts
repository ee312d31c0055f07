import { pasteInput } from '../../app/terminal/paste.ts'
import { darkTheme } from '../../app/terminal/theme.ts'
import { spawnPty, type PtyProcess } from '../../main/pty-host/program/pty.ts'
import { ByteDoor } from '../../app/terminal/byte-door.ts'
import { Screen } from '../../main/pty-host/screen/screen.ts'
import type { CastFile, Label, StatusLabel } from './cast.ts'
import { firstCell } from '../../app/terminal/terminal-size.ts'
import { isAlive } from '../support/is-alive.ts'
import { ForegroundNames } from './foreground-names.ts'

/** An expected failure: its message is a sentence for the person at the terminal. */
export class RecordingError extends Error {}

export type RecorderOptions = {
  readonly cast: CastFile
  readonly command: readonly string[]
  readonly cwd: string
  /** Complete: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>
  readonly cols: number
  readonly rows: number
  /** Whether the terminal says that it takes OSC 7501 reports, as Roost's does. */
  readonly answers7501: boolean
  readonly firstLabel: StatusLabel
  /** Gets what the program writes, as it comes. */
  readonly onOutput?: (bytes: Uint8Array) => void
}

/** What a program has said so far, for those who wait for something in it. */
export type Sight = { readonly screen: string; readonly title: string; readonly ended: boolean }

/** How long a program that is hung up may take to end before it is killed. */
const hangUpGraceMs = 2000
const exitPollMs = 20
/** How often to look who is in front of the terminal, beside after each chunk of output. Some reads of `/proc`, 30 µs each. */
const lookEveryMs = 100

/** A program in a pty, in a terminal that answers as Roost's does, written down as it goes. */
export class Recorder {
  readonly #cast: CastFile
  readonly #pty: PtyProcess
  readonly #screen: Screen
  readonly #door: ByteDoor
  readonly #onOutput: RecorderOptions['onOutput']
  readonly #watchers = new Set<() => void>()
  readonly #lookTimer: NodeJS.Timeout
  readonly #foreground = new ForegroundNames()
  #title = ''
  #exit: number | null = null
  #released = false

  /** Starts the program. @throws if the system gives no pty or no process */
  constructor(options: RecorderOptions) {
    const { cast, command, cwd, env, cols, rows, answers7501, firstLabel } = options
    this.#cast = cast
    this.#onOutput = options.onOutput
    this.#screen = new Screen({
      cols,
      rows,
      appVersion: '0.0.0',
      theme: darkTheme,
      onReply: (reply) => {
        if (answers7501 || !reply.startsWith('\u001b]7501;')) this.send(reply)
      },
      onSignal: (signal) => {
        if (signal.kind === 'title') this.#title = signal.title
      },
    })
    this.#door = new ByteDoor({ cols, rows })
    const [file = '', ...args] = command
    this.#pty = spawnPty({ file, args, cwd, env }, cols, rows)
    cast.mark(firstLabel)
    this.#lookTimer = setInterval(() => this.#look(), lookEveryMs)
    this.#pty.onData((bytes) => this.#take(bytes))
    this.#pty.onExit(({ exitCode }) => this.#end(exitCode))
  }

  get sight(): Sight {
    return { screen: this.#screen.text('screen'), title: this.#title, ended: this.#exit !== null }
  }

  /** The program's exit code; null while it runs. */
  get exitCode(): number | null {
    return this.#exit
  }

  send(input: string | Uint8Array): void {
    if (this.#exit !== null || this.#released) return
    const bytes = typeof input === 'string' ? Buffer.from(input) : input
    this.#cast.addBytes('i', bytes)
    this.#pty.write(bytes)
  }

  /** Pastes as Roost does: between marks if the program asked for them. */
  paste(text: string): void {
    this.send(pasteInput(text, { bracketed: this.#screen.bracketedPaste }))
  }

  /** Gives the terminal another size, as dragging the edge of the window does. */
  resize(cols: number, rows: number): void {
    if (this.#exit !== null || this.#released) return
    if (cols === this.#screen.cols && rows === this.#screen.rows) return
    this.#cast.addSize(cols, rows)
    this.#screen.resize(cols, rows)
    this.#door.resize({ cols, rows })
    this.#pty.resize(cols, rows, firstCell)
  }

  mark(label: Label): void {
    if (this.#exit === null) this.#cast.mark(label)
  }

  /**
   * Resolves as soon as `sees` is true, before any further output is taken: a label that is put then stands right
   * after the chunk that made it true.
   *
   * @throws RecordingError that names `what` and shows the screen, once the time is over or the program has ended
   */
  async until(sees: (sight: Sight) => boolean, what: string, timeoutMs: number): Promise<void> {
    const failure = await new Promise<string | null>((resolve) => {
      const finish = (result: string | null) => {
        clearTimeout(timer)
        this.#watchers.delete(look)
        resolve(result)
      }
      const look = () => {
        const { sight } = this
        if (sees(sight)) finish(null)
        else if (sight.ended) finish('before the program ended')
      }
      const timer = setTimeout(() => finish(`within ${timeoutMs} ms`), timeoutMs)
      this.#watchers.add(look)
      look()
    })
    if (failure !== null)
      throw new RecordingError(`${what} did not come ${failure}. The screen:\n${this.sight.screen}`)
  }

  /** Cuts the recording here: hangs the program's terminal up, and kills it if it stays. */
  async cut(): Promise<void> {
    if (this.#exit !== null || this.#released) return
    this.#released = true
    clearInterval(this.#lookTimer)
    this.#cast.end()
    this.#pty.release()
    const deadline = performance.now() + hangUpGraceMs
    while (isAlive(this.#pty.pid) && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, exitPollMs))
    for (const target of [-this.#pty.pid, this.#pty.pid]) kill(target)
  }

  dispose(): void {
    clearInterval(this.#lookTimer)
    this.#screen.dispose()
  }

  #take(bytes: Uint8Array): void {
    if (this.#released) return
    this.#cast.addBytes('o', bytes)
    this.#onOutput?.(bytes)
    this.#screen.parse(this.#door.pass(bytes))
    this.#look()
    for (const look of this.#watchers) look()
  }

  #look(): void {
    const names = this.#foreground.change(this.#pty.foreground())
    if (names !== null) this.#cast.addForeground(names)
  }

  #end(exitCode: number): void {
    if (this.#exit !== null || this.#released) return
    clearInterval(this.#lookTimer)
    this.#cast.end()
    this.#cast.mark('exited')
    this.#exit = exitCode
    for (const look of this.#watchers) look()
  }
}

function kill(target: number): void {
  try {
    process.kill(target, 'SIGKILL')
  } catch {
    // It has gone.
  }
}
