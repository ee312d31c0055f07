import type { Port } from './protocol.ts'

/** What is used of Electron's MessagePortMain; its messages carry `any`. */
export type EventPort<In> = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: In }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** A MessagePort as the host sees one. @param onClose the other end has gone */
export function portOf<In, Out>(port: EventPort<In>, onClose: () => void = () => undefined): Port<In, Out> {
  port.on('close', onClose)
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', (event) => listener(event.data))
      port.start()
    },
    close: () => port.close(),
  }
}
