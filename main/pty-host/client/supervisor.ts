import type { HostLink } from './host-link.ts'
import type { HostCommand, HostEvent } from '../protocol/protocol.ts'

/** A host that loses its process again and again is not started more often than this. */
const maxRestarts = 5
/** Rising pause before a restart, so that a host that dies at once does not spin. */
const restartDelayMs = 200
const pingMs = 5000
/** So many pings in a row without an answer mean that the host hangs; it is ended like one that crashed. */
const maxUnanswered = 4

type Configuration = Extract<HostCommand, { type: 'configure' }>

/** One run of the host, wherever it runs. */
export type HostProcess<PortHandle> = {
  post(command: HostCommand, port?: PortHandle): void
  onEvent(listener: (event: HostEvent) => void): void
  onExit(listener: (code: number) => void): void
  kill(): void
}

export type HostSupervisor<PortHandle> = {
  readonly link: HostLink
  /** @returns false where no host runs or will */
  connectPage(port: PortHandle): boolean
  dispose(): void
}

export type SupervisorOptions<PortHandle> = {
  readonly start: () => HostProcess<PortHandle>
  readonly configuration: Configuration
  readonly log: (level: 'info' | 'error', message: string) => void
}

/** Starts a host, tells it its configuration first, and starts it again when it goes: at most `maxRestarts` times. */
export function superviseHost<PortHandle>(
  options: SupervisorOptions<PortHandle>,
): HostSupervisor<PortHandle> {
  const eventListeners = new Set<(event: HostEvent) => void>()
  const lostListeners = new Set<(facts: { readonly restarts: boolean }) => void>()
  let configuration = options.configuration
  let current: HostProcess<PortHandle> | null = null
  let isReady = false
  let queue: { command: HostCommand; port: PortHandle | undefined }[] = []
  let restarts = 0
  let unanswered = 0
  let lastPing = 0
  let givenUp = false
  let restartTimer: NodeJS.Timeout | null = null

  function start(): void {
    const host = options.start()
    current = host
    isReady = false
    unanswered = 0
    host.onEvent((event) => {
      if (current === host) take(host, event)
    })
    host.onExit((code) => {
      if (current === host) lose(code)
    })
  }

  function take(host: HostProcess<PortHandle>, event: HostEvent): void {
    if (event.type === 'pong') {
      if (event.id === lastPing) unanswered = 0
      return
    }
    if (event.type === 'log') return options.log(event.level, event.message)
    if (event.type === 'ready') {
      host.post(configuration)
      isReady = true
      const waiting = queue
      queue = []
      for (const { command, port } of waiting) host.post(command, port)
    }
    for (const listener of eventListeners) listener(event)
  }

  function lose(code: number): void {
    current = null
    isReady = false
    queue = []
    restarts += 1
    givenUp = restarts > maxRestarts
    options.log('error', `The pty host ended with code ${code}${givenUp ? '; it is not started again' : ''}.`)
    if (!givenUp) restartTimer = setTimeout(start, restartDelayMs * restarts)
    for (const listener of lostListeners) listener({ restarts: !givenUp })
  }

  const heartbeat = setInterval(() => {
    if (current === null || !isReady) return
    if (unanswered >= maxUnanswered) {
      options.log(
        'error',
        `The pty host has not answered for ${(maxUnanswered * pingMs) / 1000} s and is ended.`,
      )
      unanswered = 0
      return current.kill()
    }
    unanswered += 1
    lastPing += 1
    current.post({ type: 'ping', id: lastPing })
  }, pingMs)

  function post(command: HostCommand, port?: PortHandle): void {
    if (isReady && current !== null) current.post(command, port)
    else if (!givenUp) queue.push({ command, port })
  }

  start()
  return {
    link: {
      send(command) {
        if (command.type === 'theme') configuration = { ...configuration, theme: command.theme }
        post(command)
      },
      onEvent(listener) {
        eventListeners.add(listener)
        return () => eventListeners.delete(listener)
      },
      onLost(listener) {
        lostListeners.add(listener)
        return () => lostListeners.delete(listener)
      },
    },
    connectPage(port) {
      if (givenUp) return false
      post({ type: 'connectPage' }, port)
      return true
    },
    dispose() {
      givenUp = true
      clearInterval(heartbeat)
      if (restartTimer !== null) clearTimeout(restartTimer)
      const host = current
      current = null
      host?.kill()
    },
  }
}
