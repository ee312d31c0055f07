/*
 * The names of all channels between main and page, and nothing else: the preload is loaded with this file into the
 * page's sandboxed process. What a channel carries stands in `contract.ts`.
 */

/** What the page may ask of main. */
export const requestChannels = [
  'model:read',
  'stream:connect',
  'session:create',
  'session:start',
  'session:resumeByHand',
  'session:dismissResume',
  'session:mode',
  'session:interrupt',
  'prompt:send',
  'prompt:readDraft',
  'prompt:saveDraft',
  'prompt:history',
  'queue:read',
  'queue:change',
  'session:close',
  'session:background',
  'session:reopenLast',
  'session:rename',
  'session:move',
  'session:activate',
  'status:why',
  'status:timeline',
  'status:moment',
  'case:draft',
  'case:save',
  'case:reveal',
  'rules:read',
  'rules:save',
  'rules:pickFile',
  'rules:useFile',
  'rules:dropFile',
  'rules:saveFile',
  'image:keepPaths',
  'image:keepBytes',
  'image:keepClipboard',
  'image:pick',
  'image:read',
  'tools:read',
  'tools:save',
  'tools:reset',
  'tools:help',
  'folder:pick',
  'folder:check',
  'drop:paths',
  'drop:bytes',
  'clipboard:paste',
  'clipboard:copy',
  'link:open',
  'settings:change',
  'notice:act',
  'notice:dismiss',
  'page:alive',
  'page:error',
] as const
export type RequestChannel = (typeof requestChannels)[number]

/** What main tells the page. */
export const eventChannels = [
  'model:patch',
  'command:run',
  'toast:show',
  'window:visible',
  'page:ping',
] as const
export type EventChannel = (typeof eventChannels)[number]

/** The channel on which main hands the preload the page's end of the stream; the preload posts it on to the window. */
export const streamPortChannel = 'stream:port'
/** The `type` of the window message with which the preload hands the port on; the port is in `event.ports`. */
export const streamPortMessage = 'roost:stream-port'
/** The argument of the page's process that says that a test drives the app. */
export const underTestArgument = '--roost-under-test'
