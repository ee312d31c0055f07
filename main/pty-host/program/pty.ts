import { constants, closeSync, openSync, readSync, writeSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import * as nodePty from 'node-pty'
import { type Foreground, ForegroundLook } from './foreground.ts'
import { InputQueue } from './input-queue.ts'
import { spawnAlone } from './spawn-alone.ts'
import type { CellPixels } from '../../../app/terminal/terminal-size.ts'
import type { SpawnRequest } from '../protocol/protocol.ts'

/** A process behind a pseudoterminal. Output is raw bytes; every byte it wrote comes before `onExit`. */
export type PtyProcess = {
  readonly pid: number
  onData(listener: (bytes: Uint8Array) => void): void
  onExit(listener: (exit: { exitCode: number; signal: number | null }) => void): void
  /**
   * Queues bytes for the program; refused silently once it is gone.
   *
   * @param kind of what a terminal answers to queries, at most 64 KB wait to be read
   */
  write(bytes: Uint8Array, kind?: 'answer'): void
  /** Does nothing once the process is gone (the ioctl would fail with EBADF). */
  resize(cols: number, rows: number, cell: CellPixels): void
  /**
   * Reads what the program has written by now, and gives it to the listeners before it returns.
   *
   * @returns how many bytes that were; `behind` where more waits than can be read now, because it is paused or floods;
   *   `unknown` on a system without this
   */
  readNow(): number | 'behind' | 'unknown'
  /** Who has the terminal now; null where that cannot be known. */
  foreground(): Foreground | null
  /** Whether input waits because the program does not read. */
  readonly hasPendingInput: boolean
  pause(): void
  resume(): void
  /** Closes the master without a word to the process; the kernel hangs the terminal up. */
  release(): void
}

export type PtyFactory = (request: SpawnRequest, cols: number, rows: number) => PtyProcess

/** While paused: how often to look whether the process is gone (a paused pty loses up to 14 KB otherwise). */
const pidPollMs = 40
/** First and longest wait before input goes on into a terminal whose buffer is full. */
const writeRetryMs = 4
const writeRetryMaxMs = 60
const readBytes = 64 * 1024
/**
 * A program of which this much waits is not waiting itself. It is parsed in one step, before anything is known of what it
 * costs: 64 KB can take from a millisecond (text) to seconds (full resets).
 */
const maxReadNowBytes = 32 * 1024

/** Starts a process in a pty of node-pty. @throws if the system gives no pty or no process */
export const spawnPty: PtyFactory = (request, cols, rows) => {
  const options = {
    name: 'xterm-256color',
    cols,
    rows,
    cwd: request.cwd,
    env: { ...request.env },
    encoding: null,
  }
  const spawn = () => nodePty.spawn(request.file, [...request.args], options)
  // On macOS node-pty lets the system close what is not named; on Windows nothing is inherited.
  return new NodePtyProcess(process.platform === 'linux' ? spawnAlone(spawn, discard) : spawn())
}

function discard(pty: nodePty.IPty): void {
  pty.kill('SIGKILL')
  const socket: unknown = Reflect.get(pty, '_socket')
  if (socket instanceof ReadStream) socket.destroy()
}

class NodePtyProcess implements PtyProcess {
  readonly #pty: nodePty.IPty
  readonly #dataListeners: ((bytes: Uint8Array) => void)[] = []
  readonly #exitListeners: ((exit: { exitCode: number; signal: number | null }) => void)[] = []
  readonly #masterFd: number | null
  #slaveFd: number | null
  readonly #look: ForegroundLook
  #pidPoll: NodeJS.Timeout | null = null
  readonly #input = new InputQueue()
  #inputTimer: NodeJS.Timeout | null = null
  #retryMs = writeRetryMs
  #closed = false

  constructor(pty: nodePty.IPty) {
    this.#pty = pty
    const fd: unknown = Reflect.get(pty, 'fd')
    this.#masterFd = process.platform !== 'win32' && typeof fd === 'number' ? fd : null
    this.#slaveFd = holdSlave(pty)
    this.#look = new ForegroundLook(pty.pid)
    // With `encoding: null` node-pty gives Buffers; its types know only strings.
    pty.onData((data: unknown) => {
      if (data instanceof Uint8Array) this.#deliver(data)
    })
    pty.onExit(({ exitCode, signal }) => this.#handleExit(exitCode, signal ?? 0))
    this.#readRestBeforeClose()
  }

  get pid(): number {
    return this.#pty.pid
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#dataListeners.push(listener)
  }

  onExit(listener: (exit: { exitCode: number; signal: number | null }) => void): void {
    this.#exitListeners.push(listener)
  }

  write(bytes: Uint8Array, kind?: 'answer'): void {
    if (this.#closed || bytes.length === 0) return
    if (this.#masterFd === null) return this.#pty.write(Buffer.from(bytes))
    this.#input.push(bytes, kind === 'answer')
    if (this.#inputTimer === null) this.#pumpInput(this.#masterFd)
  }

  foreground(): Foreground | null {
    return this.#closed ? null : this.#look.now()
  }

  get hasPendingInput(): boolean {
    return this.#input.first !== undefined
  }

  readNow(): number | 'behind' | 'unknown' {
    const socket: unknown = Reflect.get(this.#pty, '_socket')
    const fd = this.#masterFd
    if (fd === null || !(socket instanceof ReadStream)) return 'unknown'
    // What the stream has read and not given on comes before what is still in the kernel.
    if (this.#closed || this.#pidPoll !== null || socket.readableLength > 0) return 'behind'
    let count = 0
    for (let bytes = tryRead(fd); bytes !== null; bytes = tryRead(fd)) {
      count += bytes.length
      this.#deliver(bytes)
      // Listeners pause what costs more than its bytes tell.
      if (count > maxReadNowBytes || this.#pidPoll !== null) return 'behind'
    }
    return count
  }

  resize(cols: number, rows: number, cell: CellPixels): void {
    if (this.#closed) return
    try {
      this.#pty.resize(cols, rows, {
        width: Math.round(cols * cell.width),
        height: Math.round(rows * cell.height),
      })
    } catch {
      // The process went this moment; its exit is on the way.
    }
  }

  pause(): void {
    if (this.#closed || this.#pidPoll !== null) return
    this.#pty.pause()
    this.#pidPoll = setInterval(() => {
      if (!isAlive(this.pid)) this.resume()
    }, pidPollMs)
  }

  resume(): void {
    if (this.#pidPoll === null) return
    clearInterval(this.#pidPoll)
    this.#pidPoll = null
    if (!this.#closed) this.#pty.resume()
  }

  release(): void {
    if (this.#closed) return
    this.#stop()
    const socket: unknown = Reflect.get(this.#pty, '_socket')
    if (socket instanceof ReadStream) socket.destroy()
    else this.#pty.kill()
  }

  #deliver(bytes: Uint8Array): void {
    for (const listener of this.#dataListeners) listener(bytes)
  }

  #handleExit(exitCode: number, signal: number): void {
    this.#stop()
    for (const listener of this.#exitListeners) listener({ exitCode, signal: signal === 0 ? null : signal })
  }

  #stop(): void {
    this.#closed = true
    if (this.#pidPoll !== null) clearInterval(this.#pidPoll)
    this.#pidPoll = null
    if (this.#inputTimer !== null) clearTimeout(this.#inputTimer)
    this.#inputTimer = null
    this.#input.clear()
    this.#look.close()
    if (this.#slaveFd !== null) closeSync(this.#slaveFd)
    this.#slaveFd = null
  }

  /**
   * Writes at once, as far as the kernel takes it. node-pty's own queue spins on EAGAIN, and writes on another thread
   * to a descriptor that may be another session's by then.
   */
  #pumpInput(fd: number): void {
    this.#inputTimer = null
    for (let next = this.#input.first; next !== undefined && !this.#closed; next = this.#input.first) {
      const written = tryWrite(fd, next)
      if (written === 'gone') return this.#input.clear()
      this.#input.taken(written)
      if (written > 0) this.#retryMs = writeRetryMs
      if (written < next.length) {
        this.#inputTimer = setTimeout(() => this.#pumpInput(fd), this.#retryMs)
        this.#retryMs = Math.min(this.#retryMs * 2, writeRetryMaxMs)
        return
      }
    }
  }

  /**
   * node-pty destroys the socket 200 ms after the exit, whatever is still unread in it or in the kernel: read all
   * of it first.
   */
  #readRestBeforeClose(): void {
    const socket: unknown = Reflect.get(this.#pty, '_socket')
    const fd = this.#masterFd
    if (!(socket instanceof ReadStream) || fd === null) return
    const destroy = socket.destroy.bind(socket)
    socket.destroy = (error?: Error) => {
      socket.destroy = destroy
      if (!this.#closed) {
        while (socket.read() !== null);
        for (let bytes = tryRead(fd); bytes !== null; bytes = tryRead(fd)) this.#deliver(bytes)
        this.#closed = true
      }
      return destroy(error)
    }
  }
}

/**
 * A second descriptor of the slave side, held until the exit: without it libuv takes a short read after the hang-up
 * for the end and up to 13 KB of the last output are lost (libuv#4992).
 */
function holdSlave(pty: nodePty.IPty): number | null {
  const name: unknown = Reflect.get(pty, 'ptsName')
  if (process.platform === 'win32' || typeof name !== 'string' || name === '') return null
  try {
    return openSync(name, constants.O_RDWR | constants.O_NOCTTY)
  } catch {
    return null
  }
}

function tryWrite(fd: number, bytes: Uint8Array): number | 'gone' {
  try {
    return writeSync(fd, bytes)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EAGAIN' ? 0 : 'gone'
  }
}

function tryRead(fd: number): Uint8Array | null {
  const buffer = Buffer.allocUnsafeSlow(readBytes)
  try {
    const count = readSync(fd, buffer)
    return count === 0 ? null : buffer.subarray(0, count)
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
