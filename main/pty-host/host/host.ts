import { PtyHost } from './pty-host.ts'
import { portOf } from '../protocol/message-port.ts'
import type { HostCommand, HostEvent, Port } from '../protocol/protocol.ts'
import { spawnPty } from '../program/pty.ts'

/** The entry of the utility process: nothing but the way from Electron's ports to the host. */
const port = process.parentPort
const commandListeners: ((command: HostCommand) => void)[] = []

const toMain: Port<HostCommand, HostEvent> = {
  post: (event) => port.postMessage(event),
  onMessage: (listener) => void commandListeners.push(listener),
  close: () => undefined,
}

// A bug in one session must not end the others: their processes live and die with this one.
process.on('uncaughtException', (error) => tellBug(error))
process.on('unhandledRejection', (reason) => tellBug(reason))

const host = new PtyHost(toMain, spawnPty)

port.on('message', ({ data, ports }) => {
  const command: HostCommand = data
  const [pagePort] = ports
  if (command.type === 'connectPage' && pagePort !== undefined) {
    const page = portOf<unknown, unknown>(pagePort, () => host.disconnectPage(page))
    host.connectPage(page)
  } else for (const listener of commandListeners) listener(command)
})

function tellBug(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  port.postMessage({ type: 'log', level: 'error', message: `pty host: ${text}` } satisfies HostEvent)
}
