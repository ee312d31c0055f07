import type { EventChannel } from './channels.ts'
import type { NumberedPatch } from './read-model.ts'

/** Commands that a menu entry or the system gives the page. */
export const commands = [
  'newSession',
  'closeSession',
  'reopenSession',
  'nextSession',
  'previousSession',
  'renameSession',
  'interruptSession',
  /** Goes between the composer and the terminal. */
  'focusComposer',
  'whyStatus',
  'timeline',
  'find',
  'copy',
  'paste',
  'selectAll',
  'fontLarger',
  'fontSmaller',
  'fontReset',
] as const
export type Command = (typeof commands)[number]

/** What main tells the page, by channel. */
export type MainEvents = EventPayloads<{
  'model:patch': NumberedPatch
  'command:run': Command
  /** A sentence for the user that goes away by itself; what has to stay is a notice of the read model. */
  'toast:show': { readonly message: string }
  /** Whether the user can see the window; after each load of the page, too. */
  'window:visible': boolean
  /** Asks for `page:alive`: a page that hangs does not answer. */
  'page:ping': null
}>

/** Holds the list of events to that of the channels, both ways. */
type EventPayloads<T extends Readonly<Record<EventChannel, unknown>>> = Pick<T, EventChannel>
