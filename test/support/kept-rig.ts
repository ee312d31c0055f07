import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { darkTheme } from '../../app/terminal/theme.ts'
import type { appendToFile } from '../../main/pty-host/kept/append.ts'
import { KeptScreen } from '../../main/pty-host/kept/kept-screen.ts'
import { restoreKept } from '../../main/pty-host/kept/replay-record.ts'
import { Screen } from '../../main/pty-host/screen/screen.ts'
import { VirtualClock } from '../eval/virtual-clock.ts'

type Append = typeof appendToFile

/** A screen that is kept in real files, without a host around it. */
export class KeptRig {
  readonly folder: string
  readonly clock = new VirtualClock()
  readonly screen: Screen
  readonly kept: KeptScreen

  /** @param folder what another life has left. @param append how the history and the logs are written */
  constructor(options: { folder?: string; append?: Append } = {}) {
    this.folder = options.folder ?? mkdtempSync(join(tmpdir(), 'roost-kept-'))
    const ignore = () => undefined
    this.screen = new Screen({
      cols: 20,
      rows: 4,
      appVersion: '1',
      theme: darkTheme,
      onReply: ignore,
      onSignal: ignore,
      onScrollOff: (line, cols, continues) => this.kept.history.add(line, cols, continues),
    })
    this.kept = new KeptScreen(this.folder, () => this.screen.snapshot(), this.clock, options.append)
  }

  /** Opens what another life has left. */
  restore(): Promise<void> {
    const { cols, rows } = this.screen
    return restoreKept(
      this.kept,
      this.screen,
      { cols, rows },
      (text) => this.#print(text),
      (run) => run(),
    )
  }

  /** A program writes these numbers, a line each. */
  count(from: number, to: number): void {
    for (let number = from; number <= to; number++) this.#print(`${number}\r\n`)
  }

  write(): Promise<number> {
    return this.kept.write({ maySnapshot: true, sync: false })
  }

  /** The numbers in all text that is kept, as a reader gets them. */
  async numbers(): Promise<readonly number[]> {
    const screen = this.screen.text('all')
    return numbersIn((await this.kept.historyText()) + screen)
  }

  #print(text: string): void {
    const bytes = Buffer.from(text)
    this.screen.parse(bytes)
    this.kept.output(bytes)
  }

  dispose(): void {
    this.screen.dispose()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function numbersIn(text: string): readonly number[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(Number)
}
