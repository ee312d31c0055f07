import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { Quit } from '../../../../main/desktop/quit.ts'
import { followQuitEvents, type QuitSources } from '../../../../main/desktop/quit-events.ts'
import { standIn } from '../../../support/stand-in.ts'

function desktop(platform: NodeJS.Platform, before: (process: EventEmitter) => void = () => undefined) {
  const seen = { asked: 0, exits: 0, hidden: 0, prevented: 0 }
  const app = new EventEmitter()
  const window = Object.assign(new EventEmitter(), {
    hide: () => {
      seen.hidden += 1
    },
  })
  const powerMonitor = new EventEmitter()
  const process = Object.assign(new EventEmitter(), { platform })
  before(process)
  const quit = new Quit({
    sessions: { atWork: () => [{ title: 'claude' }], background: async () => [] },
    ask: () => {
      seen.asked += 1
      return Promise.resolve(false)
    },
    stop: () => Promise.resolve(),
    exit: () => {
      seen.exits += 1
    },
    report: () => undefined,
  })
  followQuitEvents(standIn<QuitSources>({ app, window, powerMonitor, process }), quit)
  const event = {
    preventDefault: () => {
      seen.prevented += 1
    },
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return { seen, app, window, powerMonitor, process, event, settle }
}

describe('followQuitEvents', () => {
  it('asks before the app quits, and keeps it until then', async () => {
    const { app, event, seen, settle } = desktop('linux')
    app.emit('before-quit', event)
    await settle()
    expect(seen).toEqual({ asked: 1, exits: 0, hidden: 0, prevented: 1 })
  })

  it('quits by closing the window, but on macOS hides it', async () => {
    const linux = desktop('linux')
    linux.window.emit('close', linux.event)
    await linux.settle()
    expect(linux.seen).toMatchObject({ asked: 1, hidden: 0, prevented: 1 })

    const mac = desktop('darwin')
    mac.window.emit('close', mac.event)
    await mac.settle()
    expect(mac.seen).toMatchObject({ asked: 0, hidden: 1, prevented: 1 })
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('asks nobody on %s', async (signal) => {
    const { process, seen, settle } = desktop('linux')
    process.emit(signal)
    await settle()
    expect(seen).toMatchObject({ asked: 0, exits: 1 })
  })

  it('takes signals from whoever would end the process at once', async () => {
    const { process, seen, settle } = desktop('linux', (signals) => {
      signals.on('SIGTERM', () => {
        throw new Error('ended before anything was saved')
      })
    })
    process.emit('SIGTERM')
    await settle()
    expect(seen.exits).toBe(1)
  })

  it('asks nobody when the system shuts down', async () => {
    const linux = desktop('linux')
    linux.powerMonitor.emit('shutdown', linux.event)
    await linux.settle()
    expect(linux.seen).toMatchObject({ asked: 0, exits: 1, prevented: 1 })

    const windows = desktop('win32')
    windows.window.emit('session-end')
    await windows.settle()
    expect(windows.seen).toMatchObject({ asked: 0, exits: 1 })
  })
})
