import { WebglAddon } from '@xterm/addon-webgl'
import type { Terminal } from '@xterm/xterm'

export type RendererKind = 'webgl' | 'dom'

/** Draws one terminal by WebGL while `use` is in effect and the machine can; by the DOM otherwise. */
export type Gpu = {
  readonly kind: () => RendererKind
  use(): void
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
    use() {
      if (addon !== null || lost || !hasWebgl()) return
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

/** Whether the page can have a WebGL2 context: without a GPU Chromium gives none. */
function hasWebgl(): boolean {
  const context = document.createElement('canvas').getContext('webgl2')
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
}

function glContexts(terminal: Terminal): readonly WebGL2RenderingContext[] {
  const canvases = [...(terminal.screenElement?.querySelectorAll('canvas') ?? [])]
  return canvases.flatMap((canvas) => canvas.getContext('webgl2') ?? [])
}
