import type { HostCommand, HostEvent } from '../protocol/protocol.ts'

/**
 * The session manager's side of the pty host. Whoever implements it starts the host, sends `configure`, and starts it
 * again when it dies; each start ends with the event `ready`.
 */
export type HostLink = {
  send(command: HostCommand): void
  /** @returns a function that ends the subscription */
  onEvent(listener: (event: HostEvent) => void): () => void
  /** The host's process has gone and its ptys with it. `restarts`: a new one is on its way. */
  onLost(listener: (facts: { readonly restarts: boolean }) => void): () => void
}
