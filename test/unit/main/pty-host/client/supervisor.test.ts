import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { darkTheme, lightTheme } from '../../../../../app/terminal/theme.ts'
import { systemClock } from '../../../../../main/base/clock.ts'
import type { SetAside } from '../../../../../main/pty-host/client/host-link.ts'
import type { Busy } from '../../../../../main/pty-host/protocol/busy-file.ts'
import type { HostCommand, HostEvent } from '../../../../../main/pty-host/protocol/protocol.ts'
import {
  superviseHost,
  type HostProcess,
  type HostSupervisor,
} from '../../../../../main/pty-host/client/supervisor.ts'
import { sessionId } from '../../../../support/fake-bridge.ts'

class FakeHost implements HostProcess<string> {
  readonly received: HostCommand[] = []
  readonly ports: string[] = []
  killed = false
  #tell: (event: HostEvent) => void = () => undefined
  #end: (code: number) => void = () => undefined

  post(command: HostCommand, port?: string): void {
    this.received.push(command)
    if (port !== undefined) this.ports.push(port)
  }
  onEvent(listener: (event: HostEvent) => void): void {
    this.#tell = listener
  }
  onExit(listener: (code: number) => void): void {
    this.#end = listener
  }
  kill(): void {
    this.killed = true
    this.#end(1)
  }
  says(event: HostEvent): void {
    this.#tell(event)
  }
  dies(): void {
    this.#end(137)
  }
}

let hosts: FakeHost[]
let logged: string[]
let supervisor: HostSupervisor<string>
let heard: HostEvent[]
let lost: boolean[]
let setAside: SetAside[]
let busy: Busy | null

beforeEach(() => {
  vi.useFakeTimers()
  hosts = []
  logged = []
  heard = []
  lost = []
  setAside = []
  busy = null
  supervisor = superviseHost<string>({
    start: () => {
      const host = new FakeHost()
      hosts.push(host)
      return host
    },
    configuration: { type: 'configure', screensDir: '/kept', theme: darkTheme, appVersion: '1' },
    log: (_, message) => logged.push(message),
    clock: systemClock,
    readBusy: () => busy,
    setAside: (session) => `/kept/${session}/set-aside`,
  })
  supervisor.link.onEvent((event) => heard.push(event))
  supervisor.link.onLost((facts) => {
    lost.push(facts.restarts)
    if (facts.setAside !== null) setAside.push(facts.setAside)
  })
})
afterEach(() => {
  supervisor.dispose()
  vi.useRealTimers()
})

const last = () => hosts.at(-1) ?? new FakeHost()

describe('the host as main sees it', () => {
  test('hears its configuration first, then what was sent while it started', () => {
    supervisor.link.send({ type: 'woke' })
    supervisor.connectPage('port 1')
    expect(last().received).toEqual([])
    last().says({ type: 'ready' })
    expect(last().received.map(({ type }) => type)).toEqual(['configure', 'woke', 'connectPage'])
    expect(last().ports).toEqual(['port 1'])
    expect(heard).toEqual([{ type: 'ready' }])
  })

  test('is started again when it dies, with the colours of now, and what was meant for the dead one is not repeated', () => {
    last().says({ type: 'ready' })
    supervisor.link.send({ type: 'theme', theme: lightTheme })
    last().dies()
    supervisor.link.send({ type: 'woke' })
    expect(lost).toEqual([true])
    vi.advanceTimersByTime(5000)
    last().says({ type: 'ready' })
    expect(hosts).toHaveLength(2)
    expect(last().received).toEqual([
      { type: 'configure', screensDir: '/kept', theme: lightTheme, appVersion: '1' },
      { type: 'woke' },
    ])
  })

  test('is started again five times and no more', () => {
    for (let count = 0; count < 8; count++) {
      last().dies()
      vi.advanceTimersByTime(5000)
    }
    expect(hosts).toHaveLength(6)
    expect(lost).toEqual([true, true, true, true, true, false])
    expect(supervisor.connectPage('port')).toBe(false)
  })

  test('that dies now and then is started again each time', () => {
    for (let count = 0; count < 12; count++) {
      last().dies()
      vi.advanceTimersByTime(3 * 60_000)
    }
    expect(hosts).toHaveLength(13)
    expect(lost).not.toContain(false)
  })

  test('that hangs is ended and started again; one that answers is not', () => {
    last().says({ type: 'ready' })
    for (let count = 0; count < 20; count++) {
      vi.advanceTimersByTime(5000)
      const ping = last().received.findLast((command) => command.type === 'ping')
      if (ping?.type === 'ping') last().says({ type: 'pong', id: ping.id })
    }
    expect(hosts).toHaveLength(1)
    vi.advanceTimersByTime(5000 * 7)
    expect(hosts[0]?.killed).toBe(true)
    expect(hosts).toHaveLength(2)
  })

  test('that hangs in a session is started again with the text of that session set aside', () => {
    last().says({ type: 'ready' })
    busy = { session: sessionId(3), work: 7 }
    vi.advanceTimersByTime(5000 * 7)
    expect(hosts).toHaveLength(2)
    expect(setAside).toEqual([{ session: sessionId(3), folder: `/kept/${sessionId(3)}/set-aside` }])
  })

  test('that does not answer but goes on to other work is not taken to hang in a session', () => {
    last().says({ type: 'ready' })
    for (let work = 1; work <= 6; work++) {
      busy = { session: sessionId(3), work }
      vi.advanceTimersByTime(5000)
    }
    expect(hosts).toHaveLength(2)
    expect(setAside).toEqual([])
  })

  test('that dies in the same session twice within ten minutes is started again without its text', () => {
    const dieIn = (session: number) => {
      last().says({ type: 'ready' })
      busy = { session: sessionId(session), work: 1 }
      last().dies()
      vi.advanceTimersByTime(4 * 60_000)
      return setAside.length
    }
    expect([dieIn(1), dieIn(2), dieIn(1)]).toEqual([0, 0, 1])
    // From one in two, and the next, more than ten minutes have passed.
    expect([dieIn(3), dieIn(2)]).toEqual([1, 1])
    expect(setAside.map(({ session }) => session)).toEqual([sessionId(1)])
  })

  test('that dies while it works on no session sets nothing aside', () => {
    for (let count = 0; count < 3; count++) {
      last().dies()
      vi.advanceTimersByTime(5000)
    }
    expect(setAside).toEqual([])
  })

  test('that main ends stays ended', () => {
    supervisor.dispose()
    vi.advanceTimersByTime(60_000)
    expect(hosts).toHaveLength(1)
    expect(lost).toEqual([])
  })
})
