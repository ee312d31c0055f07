import type { EventChannel, RequestChannel } from './channels.ts'
import type { RequestArgument, RequestResults } from './contract.ts'
import type { MainEvents } from './events.ts'

/** The one global of the page, made by the preload: `window.roost`. */
export type Bridge = {
  request<C extends RequestChannel>(channel: C, argument: RequestArgument<C>): Promise<RequestResults[C]>
  /** @returns a function that ends the subscription */
  on<C extends EventChannel>(channel: C, listener: (payload: MainEvents[C]) => void): () => void
  /** The path of a dropped or pasted file, empty where it has none (a file from a web page). */
  pathOfFile(file: unknown): string
  /** True only in the project's own end-to-end tests. */
  readonly underTest: boolean
}
