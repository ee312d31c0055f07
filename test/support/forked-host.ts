import './parser-faults.ts'
import { PtyHost } from '../../main/pty-host/host/pty-host.ts'
import { spawnPty } from '../../main/pty-host/program/pty.ts'
import type { HostCommand, HostEvent, Port } from '../../main/pty-host/protocol/protocol.ts'

/** The pty host, with a parser that has faults, in a plain Node process. */
const toMain: Port<HostCommand, HostEvent> = {
  post: (event) => process.send?.(event),
  onMessage: (listener) => void process.on('message', (command: HostCommand) => listener(command)),
  close: () => undefined,
}

// Nothing of a test stays behind where the test itself is killed.
process.on('disconnect', () => process.exit())
// oxlint-disable-next-line no-new -- it lives by its port
new PtyHost(toMain, spawnPty)
