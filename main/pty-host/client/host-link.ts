import type { SessionId } from '../../../app/session/session.ts'
import type { HostCommand, HostEvent } from '../protocol/protocol.ts'

/** A session whose bytes the host could not cope with. `folder`: where its kept text is now, absolute; null: none was kept. */
export type SetAside = { readonly session: SessionId; readonly folder: string | null }

/** What is known of a loss. `restarts`: a new host is on its way. */
export type HostLossFacts = { readonly restarts: boolean; readonly setAside: SetAside | null }

/**
 * The session manager's side of the pty host. Whoever implements it starts the host, sends `configure`, and starts it
 * again when it dies; each start ends with the event `ready`.
 */
export type HostLink = {
  send(command: HostCommand): void
  /** @returns a function that ends the subscription */
  onEvent(listener: (event: HostEvent) => void): () => void
  /** The host's process has gone and its ptys with it. */
  onLost(listener: (facts: HostLossFacts) => void): () => void
}
