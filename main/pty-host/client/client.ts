import { MessageChannelMain, utilityProcess, type MessagePortMain } from 'electron'
import type { ThemeColors } from '../../../app/terminal/theme.ts'
import { join } from 'node:path'
import type { Clock } from '../../base/clock.ts'
import { setAside } from '../kept/set-aside.ts'
import { busyPath, readBusyFile } from '../protocol/busy-file.ts'
import { portOf } from '../protocol/message-port.ts'
import { memoryPortPair } from '../protocol/memory-port.ts'
import { superviseHost, type HostProcess, type HostSupervisor } from './supervisor.ts'
import type { HostCommand, HostEvent } from '../protocol/protocol.ts'
import { PtyHost } from '../host/pty-host.ts'
import { spawnPty } from '../program/pty.ts'

/** How the host is run and what it needs to know first. */
export type HostOptions = {
  /** The bundled entry of the utility process. */
  readonly entry: string
  /**
   * Runs the host inside main instead (`ROOST_PTY_HOST=main`), for debugging: forks block the window, and all that main
   * starts (headless runs, Git, hooks) inherits every terminal.
   */
  readonly insideMain: boolean
  readonly screensDir: string
  readonly appVersion: string
  readonly theme: ThemeColors
  /** The host's environment; its children get their own. */
  readonly env: Readonly<Record<string, string>>
  readonly clock: Clock
  readonly log: (level: 'info' | 'error', message: string) => void
}

/** Main's side of the pty host. */
export type HostClient = HostSupervisor<MessagePortMain>['link'] & {
  /** A new stream port for the page, to be sent by `webContents.postMessage`; null while no host will come. */
  connectPage(): MessagePortMain | null
  /** Ends the host and what it holds; nothing is started again. */
  dispose(): void
}

const insideMainIsUnsafe =
  'ROOST_PTY_HOST=main is for debugging only: every program that the main process starts can type into all sessions'

/** Starts the host and keeps it running. */
export function startHostClient(options: HostOptions): HostClient {
  const { screensDir, appVersion, theme, clock, log } = options
  if (options.insideMain) log('error', insideMainIsUnsafe)
  const supervisor = superviseHost<MessagePortMain>({
    start: options.insideMain ? startInside : () => startUtilityProcess(options),
    configuration: { type: 'configure', screensDir, appVersion, theme },
    log,
    clock,
    readBusy: () => readBusyFile(busyPath(screensDir)),
    setAside: (session) => setAside(join(screensDir, session), clock.dateNow()),
  })
  return {
    ...supervisor.link,
    connectPage() {
      const { port1, port2 } = new MessageChannelMain()
      return supervisor.connectPage(port1) ? port2 : null
    },
    dispose: () => supervisor.dispose(),
  }
}

function startUtilityProcess(options: HostOptions): HostProcess<MessagePortMain> {
  const child = utilityProcess.fork(options.entry, [], {
    serviceName: 'Roost pty host',
    env: { ...options.env },
    stdio: 'pipe',
  })
  const tellOutput = (chunk: Buffer) => options.log('error', `pty host: ${chunk.toString('utf8').trim()}`)
  child.stdout?.on('data', tellOutput)
  child.stderr?.on('data', tellOutput)
  return {
    post: (command, port) => child.postMessage(command, port === undefined ? [] : [port]),
    onEvent: (listener) => void child.on('message', (event: HostEvent) => listener(event)),
    onExit: (listener) => void child.once('exit', (code: number) => listener(code)),
    kill: () => void child.kill(),
  }
}

function startInside(): HostProcess<MessagePortMain> {
  const [main, side] = memoryPortPair<HostEvent, HostCommand>()
  const host = new PtyHost(side, spawnPty)
  return {
    post(command, port) {
      if (port === undefined) return main.post(command)
      const page = portOf<unknown, unknown>(port, () => host.disconnectPage(page))
      host.connectPage(page)
    },
    onEvent: (listener) => main.onMessage(listener),
    // It goes when main goes.
    onExit: () => undefined,
    kill: () => void host.dispose(),
  }
}
