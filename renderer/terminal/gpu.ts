import { WebglAddon } from '@xterm/addon-webgl'
import type { Terminal } from '@xterm/xterm'

export type RendererKind = 'webgl' | 'dom'

/** Draws one terminal by WebGL while `use` is in effect and the machine can; by the DOM otherwise. */
export type Gpu = {
  readonly kind: () => RendererKind
  /** `auto` asks for a graphics card, `webgl` takes what there is. */
  use(demand: 'auto' | 'webgl'): void
  release(): void
}

/**
 * Chromium keeps about 16 WebGL contexts a page and drops the oldest without a word, so a terminal that is not on
 * show gives its own back. After a loss the terminal stays with the DOM: a machine that loses one loses the next.
 */
export function createGpu(terminal: Terminal): Gpu {
  let addon: WebglAddon | null = null
  let lost = false

  function drop(): void {
    if (addon === null) return
    // Before `dispose`, which takes the canvas away but does not free its context (xterm.js#6068).
    const contexts = glContexts(terminal)
    addon.dispose()
    addon = null
    for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext()
  }

  return {
    kind: () => (addon === null ? 'dom' : 'webgl'),
    use(demand) {
      if (addon !== null || lost || !hasWebgl(demand)) return
      const made = new WebglAddon()
      made.onContextLoss(() => {
        lost = true
        if (addon === made) drop()
      })
      try {
        terminal.loadAddon(made)
        addon = made
      } catch {
        // No WebGL2 after all. The DOM renderer is already there.
        lost = true
        made.dispose()
      }
    },
    release: drop,
  }
}

/** How Mesa, Chromium and Windows name a processor that stands in for a graphics card. */
const drawnByProcessor = /swiftshader|llvmpipe|softpipe|basic render/i

/**
 * Whether the page can have a WebGL2 context, and a fast one if that is asked for. Without a graphics card Chromium
 * gives none, or draws with the processor: a switch of sessions then took 170 ms where the DOM took 35, and the
 * drawing took more of the machine than all parsing (2 cores, SwiftShader).
 */
function hasWebgl(demand: 'auto' | 'webgl'): boolean {
  const wanted = { failIfMajorPerformanceCaveat: demand === 'auto' }
  const context = document.createElement('canvas').getContext('webgl2', wanted)
  if (!(context instanceof WebGL2RenderingContext)) return false
  const info = context.getExtension('WEBGL_debug_renderer_info')
  const name = info === null ? '' : String(context.getParameter(info.UNMASKED_RENDERER_WEBGL))
  context.getExtension('WEBGL_lose_context')?.loseContext()
  return demand === 'webgl' || !drawnByProcessor.test(name)
}

function glContexts(terminal: Terminal): readonly WebGL2RenderingContext[] {
  const canvases = [...(terminal.screenElement?.querySelectorAll('canvas') ?? [])]
  return canvases.flatMap((canvas) => canvas.getContext('webgl2') ?? [])
}
