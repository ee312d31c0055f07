import { signal, type ReadonlySignal } from '@preact/signals'
import { WebglAddon } from '@xterm/addon-webgl'
import type { Terminal } from '@xterm/xterm'

export type RendererKind = 'webgl' | 'dom'

/** Draws one terminal by WebGL while `use` is in effect and the machine can; by the DOM otherwise. */
export type Gpu = {
  readonly kind: ReadonlySignal<RendererKind>
  /** `auto` asks for a graphics card, `webgl` takes what there is. */
  use(demand: GpuDemand): void
  /** Another session is on show: what was lost is taken again, and what is left over goes. */
  heal(): void
  release(): void
}

export type GpuDemand = 'auto' | 'webgl'

/** What of the machine and of xterm.js is used. */
export type GpuParts = {
  readonly hasWebgl: (demand: GpuDemand) => boolean
  readonly makeAddon: () => Pick<WebglAddon, 'onContextLoss' | 'dispose' | 'activate'>
}

/**
 * Chromium keeps about 16 WebGL contexts a page and drops the oldest without a word, so a terminal that is not on
 * show gives its own back. After a loss (a driver that was updated, a machine that slept) the DOM draws until the
 * next showing: a machine that loses one at once does not go on trying.
 */
export function createGpu(terminal: Terminal, parts: GpuParts = { hasWebgl, makeAddon }): Gpu {
  const kind = signal<RendererKind>('dom')
  let addon: ReturnType<GpuParts['makeAddon']> | null = null
  /** What was asked for when the context was lost. */
  let lost: GpuDemand | null = null
  let isImpossible = false

  function drop(): void {
    if (addon === null) return
    // Before `dispose`, which takes the canvas away but does not free its context (xterm.js#6068).
    const contexts = glContexts(terminal)
    addon.dispose()
    addon = null
    kind.value = 'dom'
    for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext()
  }

  function use(demand: GpuDemand): void {
    if (addon !== null || isImpossible || lost !== null || !parts.hasWebgl(demand)) return
    const made = parts.makeAddon()
    made.onContextLoss(() => {
      if (addon !== made) return
      lost = demand
      drop()
    })
    try {
      terminal.loadAddon(made)
      addon = made
      kind.value = 'webgl'
    } catch {
      // No WebGL2 after all. The DOM renderer is already there.
      isImpossible = true
      made.dispose()
    }
  }

  return {
    kind,
    use,
    heal() {
      dropLeftovers(terminal)
      if (lost === null) return
      const demand = lost
      lost = null
      use(demand)
    },
    release() {
      lost = null
      drop()
    },
  }
}

function makeAddon(): WebglAddon {
  return new WebglAddon()
}

/** How Mesa, Chromium and Windows name a processor that stands in for a graphics card. */
const drawnByProcessor = /swiftshader|llvmpipe|softpipe|basic render/i

/**
 * Whether the page can have a WebGL2 context, and a fast one if that is asked for. Without a graphics card Chromium
 * gives none, or draws with the processor: a switch of sessions then took 170 ms where the DOM took 35, and the
 * drawing took more of the machine than all parsing (2 cores, SwiftShader).
 */
function hasWebgl(demand: GpuDemand): boolean {
  const wanted = { failIfMajorPerformanceCaveat: demand === 'auto' }
  const context = document.createElement('canvas').getContext('webgl2', wanted)
  if (!(context instanceof WebGL2RenderingContext)) return false
  const info = context.getExtension('WEBGL_debug_renderer_info')
  const name = info === null ? '' : String(context.getParameter(info.UNMASKED_RENDERER_WEBGL))
  context.getExtension('WEBGL_lose_context')?.loseContext()
  return demand === 'webgl' || !drawnByProcessor.test(name)
}

/**
 * Takes away the hidden canvases on which the addon draws letters: it leaves some in the page, 67 in a thousand
 * switches of sessions, and puts the one that it needs back by itself.
 */
function dropLeftovers(terminal: Terminal): void {
  for (const canvas of terminal.screenElement?.querySelectorAll('canvas') ?? []) {
    if (canvas.style.display === 'none') canvas.remove()
  }
}

function glContexts(terminal: Terminal): readonly WebGL2RenderingContext[] {
  const canvases = [...(terminal.screenElement?.querySelectorAll('canvas') ?? [])]
  return canvases.flatMap((canvas) => canvas.getContext('webgl2') ?? [])
}
