import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { streamPortChannel, streamPortMessage, underTestArgument } from '../../app/ipc/channels.ts'
import type { Bridge } from '../../app/ipc/bridge.ts'
import { repositoryRoot } from '../support/electron-path.ts'
import { standIn } from '../support/stand-in.ts'

/** The preload as it is bundled for the app, run with an Electron that notes what it does. */
let code = ''
beforeAll(async () => {
  const bundle = await build({
    entryPoints: [join(repositoryRoot, 'main/preload/preload.ts')],
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    external: ['electron'],
    write: false,
  })
  code = bundle.outputFiles[0]?.text ?? ''
})

type Listener = (event: object, ...args: unknown[]) => void
class PageFile {
  readonly name = 'shot.png'
}

function runPreload(argv: readonly string[] = []) {
  const exposed: Record<string, unknown> = {}
  const invoked: unknown[][] = []
  const posted: unknown[][] = []
  const listeners = new Map<string, Set<Listener>>()
  const required: string[] = []
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: unknown) => {
        exposed[name] = api
      },
    },
    ipcRenderer: {
      invoke: (...args: unknown[]) => {
        invoked.push(args)
        return Promise.resolve({ ok: true, value: null })
      },
      on: (channel: string, listener: Listener) => {
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
      },
      removeListener: (channel: string, listener: Listener) => listeners.get(channel)?.delete(listener),
    },
    webUtils: { getPathForFile: () => '/a/path' },
  }
  runInNewContext(code, {
    require: (name: string) => {
      required.push(name)
      return electron
    },
    module: { exports: {} },
    exports: {},
    process: { argv },
    File: PageFile,
    window: {
      location: { origin: 'app://roost' },
      postMessage: (...args: unknown[]) => posted.push(args),
    },
  })
  const emit = (channel: string, event: object, ...args: unknown[]) => {
    for (const listener of listeners.get(channel) ?? []) listener(event, ...args)
  }
  return {
    exposed,
    bridge: standIn<Bridge>(Object(exposed['roost'])),
    invoked,
    posted,
    emit,
    listeners,
    required,
  }
}

describe('the preload', () => {
  it('needs Electron alone, and gives the page one frozen object of the contract', () => {
    const { exposed, required } = runPreload()
    expect(required).toEqual(['electron'])
    expect(Object.keys(exposed)).toEqual(['roost'])
    expect(Object.keys(Object(exposed['roost'])).sort()).toEqual(['on', 'pathOfFile', 'request', 'underTest'])
    expect(Object.isFrozen(exposed['roost'])).toBe(true)
  })

  it('hands requests of the contract on, and no others', async () => {
    const { bridge, invoked } = runPreload()
    await bridge.request('model:read', {})
    const anything = standIn<(channel: string) => Promise<unknown>>(bridge.request)
    for (const channel of ['model:patch', 'ELECTRON_BROWSER_REQUIRE', 'constructor', '__proto__', '']) {
      await expect(anything(channel)).rejects.toThrow('no such request')
    }
    expect(invoked).toEqual([['model:read', {}]])
  })

  it('gives listeners the payload and never the event', () => {
    const { bridge, emit } = runPreload()
    const heard: unknown[][] = []
    const stop = bridge.on('command:run', (...args) => heard.push(args))
    emit('command:run', { sender: 'secret' }, 'find')
    stop()
    emit('command:run', { sender: 'secret' }, 'copy')
    expect(heard).toEqual([['find']])
  })

  it('lets nobody listen to other channels', () => {
    const { bridge } = runPreload()
    const anything = standIn<(channel: string, listener: () => void) => void>(bridge.on)
    for (const channel of [streamPortChannel, 'model:read', 'anything'])
      expect(() => anything(channel, () => undefined)).toThrow('no such event')
  })

  it('hands the port of the stream to the window of our origin', () => {
    const { emit, posted } = runPreload()
    const port = {}
    emit(streamPortChannel, { ports: [port] })
    expect(posted).toHaveLength(1)
    const [message, origin, ports] = posted[0] ?? []
    expect(message).toEqual({ type: streamPortMessage })
    expect(origin).toBe('app://roost')
    expect(ports).toHaveLength(1)
    expect(Array.isArray(ports) && ports[0] === port).toBe(true)
  })

  it('tells the path of a file, and of nothing else', () => {
    const { bridge } = runPreload()
    expect(bridge.pathOfFile(new PageFile())).toBe('/a/path')
    for (const other of [null, {}, '/etc/passwd']) expect(bridge.pathOfFile(other)).toBe('')
  })

  it('knows a test by its argument', () => {
    expect(runPreload().bridge.underTest).toBe(false)
    expect(runPreload([underTestArgument]).bridge.underTest).toBe(true)
  })
})
