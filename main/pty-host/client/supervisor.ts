import type { SessionId } from '../../../app/session/session.ts'
import type { Clock } from '../../base/clock.ts'
import type { Busy } from '../protocol/busy-file.ts'
import type { HostCommand, HostEvent } from '../protocol/protocol.ts'
import type { HostLink, HostLossFacts, SetAside } from './host-link.ts'
import { HostLosses } from './host-losses.ts'

/** Rising pause before a restart, so that a host that dies at once does not spin. */
const restartDelayMs = 200
const pingMs = 5000
/**
 * So many pings in a row without an answer mean that the host hangs; it is ended like one that crashed. No piece of its work
 * takes seconds, since the byte door bounds what output may ask for; a slow disk, a fork or a machine that swaps may.
 */
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
  readonly clock: Pick<Clock, 'now' | 'setTimer'>
  /** What the host that runs, or ran last, works on: as `readBusyFile`. */
  readonly readBusy: () => Busy | null
  /** As `setAside` of a session's folder. */
  readonly setAside: (session: SessionId) => string | null
}

/**
 * Starts a host, tells it its configuration first, and starts it again when it goes, as often as `HostLosses` allows. The
 * session that it went for is not given to the next one as it was.
 */
export function superviseHost<PortHandle>(
  options: SupervisorOptions<PortHandle>,
): HostSupervisor<PortHandle> {
  const eventListeners = new Set<(event: HostEvent) => void>()
  const lostListeners = new Set<(facts: HostLossFacts) => void>()
  const { clock } = options
  const losses = new HostLosses(clock)
  let configuration = options.configuration
  let current: HostProcess<PortHandle> | null = null
  let isReady = false
  let queue: { command: HostCommand; port: PortHandle | undefined }[] = []
  let unanswered = 0
  /** What it worked on when a ping before had not been answered. */
  let busyBefore: Busy | null = null
  /** Set once it is ended for its silence: the session that it hangs in, null where it hangs elsewhere. */
  let hang: { readonly session: SessionId | null } | null = null
  let lastPing = 0
  let givenUp = false
  let cancelRestart = () => {}
  let cancelPing = () => {}

  function start(): void {
    const host = options.start()
    current = host
    isReady = false
    unanswered = 0
    hang = null
    host.onEvent((event) => {
      if (current === host) hear(host, event)
    })
    host.onExit((code) => {
      if (current === host) lose(code)
    })
  }

  function hear(host: HostProcess<PortHandle>, event: HostEvent): void {
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
    const died = () => ({ how: 'died', session: options.readBusy()?.session ?? null }) as const
    const verdict = losses.judge(hang === null ? died() : { how: 'silent', ...hang })
    givenUp = !verdict.restarts
    options.log('error', `The pty host ended with code ${code}${givenUp ? '; it is not started again' : ''}.`)
    const facts = { restarts: verdict.restarts, setAside: putAside(verdict.setAside) }
    if (!givenUp) cancelRestart = clock.setTimer(start, restartDelayMs * verdict.restart)
    for (const listener of lostListeners) listener(facts)
  }

  function putAside(session: SessionId | null): SetAside | null {
    if (session === null) return null
    options.log(
      'error',
      `The pty host was working on ${session}; the kept text of that session is set aside.`,
    )
    try {
      return { session, folder: options.setAside(session) }
    } catch (error) {
      options.log('error', `The kept text of ${session} could not be set aside: ${String(error)}`)
      return null
    }
  }

  function beat(): void {
    cancelPing = clock.setTimer(beat, pingMs)
    if (current === null || !isReady) return
    const busy = unanswered === 0 ? null : options.readBusy()
    if (unanswered >= maxUnanswered) {
      options.log(
        'error',
        `The pty host has not answered for ${(maxUnanswered * pingMs) / 1000} s and is ended.`,
      )
      unanswered = 0
      // A host that is only slow has gone on to other work meanwhile.
      hang = { session: busy !== null && busy.work === busyBefore?.work ? busy.session : null }
      return current.kill()
    }
    busyBefore = busy
    unanswered += 1
    lastPing += 1
    current.post({ type: 'ping', id: lastPing })
  }

  function post(command: HostCommand, port?: PortHandle): void {
    if (isReady && current !== null) current.post(command, port)
    else if (!givenUp) queue.push({ command, port })
  }

  start()
  cancelPing = clock.setTimer(beat, pingMs)
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
      cancelPing()
      cancelRestart()
      const host = current
      current = null
      host?.kill()
    },
  }
}
