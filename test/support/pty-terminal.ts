import { Terminal } from '@xterm/headless'
import { spawn, type IPty } from 'node-pty'
import { pollFor } from './poll.ts'

/** A program in a real pty, with a headless terminal around it that answers what the program asks. */
export type PtyTerminal = {
  readonly pty: IPty
  readonly terminal: Terminal
  /** The raw output so far. */
  output(): string
  /** The visible screen, one string a row, trailing blanks cut. */
  screen(): string[]
  type(text: string): void
  waitForText(text: string | RegExp, timeoutMs?: number): Promise<string>
  /** Resolves with the exit code once the program has ended. */
  exitCode(): Promise<number>
  dispose(): void
}

/**
 * Starts a program in a pty of 100 x 30.
 *
 * @param options.answers7501 whether the terminal takes OSC 7501 reports (yes by default)
 * @param options.onReport is given the body of each report
 */
export function openPtyTerminal(
  file: string,
  args: string[],
  options: {
    env?: Record<string, string | undefined>
    cwd?: string
    answers7501?: boolean
    onReport?: (body: string) => void
  } = {},
): PtyTerminal {
  const { answers7501 = true, onReport } = options
  const size = { cols: 100, rows: 30 }
  const terminal = new Terminal({
    ...size,
    allowProposedApi: true,
    vtExtensions: { kittyKeyboard: true },
  })
  const pty = spawn(file, args, {
    ...size,
    name: 'xterm-256color',
    cwd: options.cwd ?? process.cwd(),
    env: { ...process.env, ...options.env },
  })
  let output = ''
  let ended: number | undefined
  terminal.parser.registerOscHandler(7501, (body) => {
    if (body === '?' && answers7501) pty.write('\x1b]7501;?\x1b\\')
    if (body !== '?') onReport?.(body)
    return true
  })
  terminal.onData((reply) => pty.write(reply))
  pty.onData((text) => {
    output += text
    terminal.write(text)
  })
  pty.onExit(({ exitCode }) => (ended = exitCode))

  const screen = () =>
    Array.from(
      { length: terminal.rows },
      (_, row) =>
        terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)?.translateToString(true) ?? '',
    )
  return {
    pty,
    terminal,
    output: () => output,
    screen,
    type: (text) => pty.write(text),
    waitForText: (text, timeoutMs = 15_000) =>
      pollFor(
        () => screen().find((row) => (typeof text === 'string' ? row.includes(text) : text.test(row))),
        { timeoutMs, what: `the text ${String(text)}` },
      ).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${screen().join('\n')}`)
      }),
    exitCode: () =>
      pollFor(() => ended !== undefined && { ended }, { what: 'the exit' }).then((found) => found.ended),
    dispose: () => {
      if (ended === undefined) pty.kill('SIGKILL')
      terminal.dispose()
    },
  }
}
