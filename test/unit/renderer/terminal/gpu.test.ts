import type { Terminal } from '@xterm/xterm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createGpu, type Gpu, type GpuDemand } from '../../../../renderer/terminal/gpu.ts'
import { openTerminal } from './page-terminal.ts'

let terminal: Terminal
let gpu: Gpu
let asked: GpuDemand[]
let made: { lose: () => void; isDisposed: boolean }[]
let fails: boolean

beforeEach(() => {
  asked = []
  made = []
  fails = false
  terminal = openTerminal()
  gpu = createGpu(terminal, {
    hasWebgl(demand) {
      asked.push(demand)
      return true
    },
    makeAddon() {
      let lose = (): void => undefined
      const one = { lose: () => lose(), isDisposed: false }
      made.push(one)
      return {
        onContextLoss(listener) {
          lose = () => listener()
          return { dispose: () => undefined }
        },
        activate() {
          if (fails) throw new Error('no WebGL2')
        },
        dispose: () => (one.isDisposed = true),
      }
    },
  })
})

afterEach(() => {
  terminal.dispose()
  document.body.replaceChildren()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('a lost WebGL context', () => {
  it('leaves the terminal to the DOM, and is taken again at the next showing', () => {
    gpu.use('webgl')
    expect(gpu.kind.value).toBe('webgl')
    made[0]?.lose()
    expect(gpu.kind.value).toBe('dom')
    expect(made[0]?.isDisposed).toBe(true)
    gpu.use('webgl')
    expect(gpu.kind.value).toBe('dom')
    gpu.heal()
    expect(gpu.kind.value).toBe('webgl')
    expect(asked).toEqual(['webgl', 'webgl'])
  })

  it('costs a showing nothing where none was lost', () => {
    gpu.use('webgl')
    for (let showing = 0; showing < 10; showing += 1) gpu.heal()
    expect(asked).toEqual(['webgl'])
  })

  it('leaves no canvas behind that nobody draws', () => {
    gpu.use('webgl')
    const screen = terminal.screenElement
    for (let showing = 0; showing < 200; showing += 1) {
      const left = document.createElement('canvas')
      left.style.display = 'none'
      screen?.append(left)
      gpu.heal()
    }
    expect(screen?.querySelectorAll('canvas')).toHaveLength(0)
  })

  it('does not bring WebGL back where it is no longer asked for', () => {
    gpu.use('auto')
    made[0]?.lose()
    gpu.release()
    gpu.heal()
    expect(gpu.kind.value).toBe('dom')
  })

  it('is not tried again where there is no WebGL2 at all', () => {
    fails = true
    gpu.use('webgl')
    gpu.heal()
    gpu.use('webgl')
    expect(gpu.kind.value).toBe('dom')
    expect(made).toHaveLength(1)
  })
})
