import { streamPortMessage } from '../../app/ipc/channels.ts'
import type { Bridge } from '../../app/ipc/bridge.ts'
import type { HostStreamMessage, PageMessage } from '../../app/ipc/stream.ts'
import { createStreamCore, type StreamCore } from './stream-core.ts'

/** The page's end of the stream, and what ends it. */
export type StreamClient = Pick<StreamCore, 'show'> & { readonly dispose: () => void }

/** Asks main for the port to the pty host, and again whenever it is lost. */
export function startStream(bridge: Pick<Bridge, 'request'>): StreamClient {
  const listening = new AbortController()
  let port: MessagePort | null = null

  const core = createStreamCore({
    // A refusal (no host now) is no error to show: the core asks again, and main tells what is wrong with its host.
    connect: () => void bridge.request('stream:connect', {}).catch(() => undefined),
    after: (ms, task) => {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
  })

  function use(newPort: MessagePort): void {
    port?.close()
    port = newPort
    newPort.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (port === newPort && isStreamMessage(event.data)) core.receive(event.data)
    })
    newPort.addEventListener('close', () => {
      if (port !== newPort) return
      port = null
      core.disconnected()
    })
    newPort.start()
    core.connected((message: PageMessage) => newPort.postMessage(message, []))
  }

  window.addEventListener(
    'message',
    (event: MessageEvent<unknown>) => {
      const [newPort] = event.ports
      if (event.source === window && isPortMessage(event.data) && newPort !== undefined) use(newPort)
    },
    { signal: listening.signal },
  )
  void bridge.request('stream:connect', {}).catch(() => undefined)

  return {
    show: (session, size, screen) => core.show(session, size, screen),
    dispose: () => {
      listening.abort()
      port?.close()
      port = null
    },
  }
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === streamPortMessage
}

/** The host is ours: its messages are recognized by their form, not checked in depth. */
function isStreamMessage(data: unknown): data is HostStreamMessage {
  return typeof data === 'object' && data !== null && 'attachment' in data && 'session' in data
}
