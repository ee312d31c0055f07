import '@xterm/xterm/css/xterm.css'
import { signal, type ReadonlySignal } from '@preact/signals'
import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { clusterWidths } from '../../app/terminal/cluster-widths.ts'
import { Terminal } from '@xterm/xterm'
import { limitLinks } from '../../app/terminal/link-limit.ts'
import { firstTerminalSize, nearestTerminalSize } from '../../app/terminal/terminal-size.ts'
import type { SessionId } from '../../app/session/session.ts'
import { isImeKey } from '../keys/ime-key.ts'
import type { Progress, RoomSize, Screen, Showing, StreamCore } from '../stream/stream-core.ts'
import { reportKeyPlaces } from './alternate-keys.ts'
import { skipIdleResets } from './color-resets.ts'
import { followComposition, type Composition } from './composition.ts'
import { createGpu, type RendererKind } from './gpu.ts'
import { createInputGate } from './input-gate.ts'
import { giveMouse } from './mouse.ts'
import { coreOf } from './page-core.ts'
import { swallowQueries } from './query-guard.ts'
import { afterDeath, cleanSlate } from './replay.ts'
import { linkAddresses, markedLinks, type HoveredLink } from './terminal-links.ts'
import { createStartWait } from './start-wait.ts'
import { terminalOptions, xtermTheme } from './terminal-options.ts'
import { seeingVisibleLines, withVisibleLines } from './visible-lines.ts'

/** A terminal of the page. It shows one session at a time and is reused for the next. */
export type TerminalView = {
  /** Fills its parent. */
  readonly element: HTMLElement
  readonly terminal: Terminal
  readonly search: SearchAddon
  /** Puts the terminal into the page; it may be moved by another `mount`. */
  mount(host: HTMLElement): void
  /** Takes it out of the page: it shows no session and holds no WebGL context. */
  unmount(): void
  /** Attaches to another session; what is on show stays until its text is there. */
  showSession(session: SessionId): void
  readonly session: ReadonlySignal<SessionId | null>
  readonly hoveredLink: ReadonlySignal<HoveredLink | null>
  readonly progress: () => Progress | null
  readonly rendererKind: ReadonlySignal<RendererKind>
  /** Puts a cleaned paste in, scrolls to the end and takes the focus. */
  insert(text: string): void
  change(look: TerminalLook): void
  dispose(): void
}

export type TerminalLook = {
  readonly dark: boolean
  readonly fontSize: number
  readonly renderer: 'auto' | 'webgl' | 'dom'
}

export type TerminalViewDeps = {
  readonly show: StreamCore['show']
  readonly look: TerminalLook
  readonly isMac: boolean
  /** The label of the field that takes the keys. */
  readonly inputLabel: string
  readonly openLink: (target: string) => void
  /** Whether main says that a process is there, or is on its way: the host may not have it yet. */
  readonly hasProcess: (session: SessionId) => boolean
  /** Enter was pressed where no process is. */
  revive(session: SessionId): void
}

/** While an edge is dragged sizes come by the frame; each one makes a full-screen program draw all again. */
const resizePauseMs = 60
/** Longer than this the text of another session must not stay under this one's name. */
const stalePatienceMs = 200

export function createTerminalView(deps: TerminalViewDeps): TerminalView {
  const session = signal<SessionId | null>(null)
  const hoveredLink = signal<HoveredLink | null>(null)
  const links = { open: deps.openLink, hover: (link: HoveredLink | null) => (hoveredLink.value = link) }

  const element = document.createElement('div')
  element.className = 'terminal-view'
  const terminal = new Terminal({
    ...terminalOptions(deps.look),
    linkHandler: markedLinks(links, deps.isMac),
  })
  const fit = new FitAddon()
  const search = new SearchAddon()
  terminal.loadAddon(fit)
  terminal.loadAddon(seeingVisibleLines(search))
  terminal.unicode.register(clusterWidths)
  terminal.unicode.activeVersion = clusterWidths.version
  linkAddresses(withVisibleLines(terminal), links, deps.isMac)
  const core = coreOf(terminal)
  limitLinks(core._oscLinkService)
  reportKeyPlaces(core)

  skipIdleResets(terminal.parser)
  const guard = swallowQueries(terminal.parser)
  const gpu = createGpu(terminal)
  let look = deps.look
  let opened = false
  let showing: Showing | null = null
  let replays = 0
  let lastSize: RoomSize = firstTerminalSize
  let stale: ReturnType<typeof setTimeout> | undefined
  let resizing: ReturnType<typeof setTimeout> | undefined
  let composition: Composition | null = null

  const gate = createInputGate({
    isLive: () => showing?.progress().live === true,
    startAgain,
    isAnswering: guard.isAnswering,
    send: (text) => showing?.input(text),
    sendBinary: (data) => showing?.binary(data),
  })
  const start = createStartWait({
    gate,
    revive() {
      if (session.value !== null && !deps.hasProcess(session.value)) deps.revive(session.value)
    },
  })
  terminal.onKey(({ key }) => gate.keyPressed(key))
  terminal.onData((text) => gate.data(text))
  terminal.onBinary((data) => gate.binary(data))
  // A key that was pressed elsewhere, such as the Escape that closed the find bar, or that an input method took, is not
  // released in the program.
  const down = new Set<string>()
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type === 'keydown' && !isImeKey(event)) down.add(event.code)
    if (event.type === 'keyup' && !down.delete(event.code)) return false
    if (!isWaitingForStart() || event.key !== 'Enter') return true
    // The end of a line that is typed ahead. Enter alone stays the wish for a start, however often it is pressed.
    if (start.isOn() && gate.holdsKeys()) return true
    if (event.type === 'keydown' && !event.repeat) startAgain()
    event.preventDefault()
    return false
  })

  function startAgain(): void {
    if (session.value !== null) start.startAgain()
  }

  /** The screen shows the present: held keys go out, unless the process they are for is still on its way. */
  function showPresent(): void {
    showFresh()
    if (showing?.progress().live === true) {
      start.end()
      gate.release()
      reportFocus(true)
    } else if (!start.isOn()) {
      if (session.value !== null && deps.hasProcess(session.value)) start.begin()
      else gate.release()
    }
  }

  function isWaitingForStart(): boolean {
    const progress = showing?.progress()
    return progress !== undefined && progress.receivedSeq !== null && !progress.live
  }

  const screen: Screen = {
    replay({ cols, rows, data, live }, parsed) {
      const replay = startReplay()
      terminal.write(cleanSlate)
      // Parses what is waiting first, so the old text is gone and is not wrapped again for nothing.
      terminal.resize(cols, rows)
      terminal.write(live ? data : data + afterDeath, () => {
        parsed()
        // Another session, or another snapshot of this one, has come in between.
        if (replay === replays) showPresent()
      })
    },
    write: (data, parsed) => terminal.write(data, parsed),
    // Parses what came before it, then takes the new size: the order of the host.
    resize: ({ cols, rows }) => terminal.resize(cols, rows),
    setLive(live) {
      if (!live) terminal.write(afterDeath)
      else if (start.isOn()) {
        start.end()
        gate.release()
      }
    },
  }

  function startReplay(): number {
    gate.hold()
    replays += 1
    return replays
  }

  function hasFocus(): boolean {
    return element.contains(document.activeElement)
  }

  /** A program that wants to know hears that the user came to it or went to another session. */
  function reportFocus(focused: boolean): void {
    if (!terminal.modes.sendFocusMode || !hasFocus() || showing?.progress().live !== true) return
    showing.input(focused ? '\u001B[I' : '\u001B[O')
  }

  function showFresh(): void {
    clearTimeout(stale)
    element.classList.remove('is-stale')
  }

  function leaveSession(): void {
    if (showing === null) return
    start.end()
    composition?.leave((text) => showing?.input(text))
    reportFocus(false)
    gate.leave()
    replays += 1
    showing.detach()
    showing = null
    hoveredLink.value = null
  }

  function measure(): RoomSize {
    // A pane without a size (hidden, or not laid out yet) says nothing about the next one.
    const proposed = element.clientWidth > 0 && element.clientHeight > 0 ? fit.proposeDimensions() : undefined
    if (proposed !== undefined && Number.isFinite(proposed.cols) && Number.isFinite(proposed.rows)) {
      const size = nearestTerminalSize(proposed)
      const cell = terminal.dimensions?.css.cell
      lastSize = cell === undefined ? size : { ...size, cell: { width: cell.width, height: cell.height } }
    }
    return lastSize
  }

  function askForSize(): void {
    clearTimeout(resizing)
    resizing = setTimeout(() => showing?.resize(measure()), resizePauseMs)
  }

  // The renderers round the size of a cell each in its own way.
  const stopMeasuring = gpu.kind.subscribe(askForSize)
  const observer = new ResizeObserver(askForSize)
  // A cell changes its size with the font, and with the screen that the window is on.
  terminal.onDimensionsChange(askForSize)

  return {
    element,
    terminal,
    search,
    session,
    hoveredLink,
    progress: () => showing?.progress() ?? null,
    rendererKind: gpu.kind,
    insert(text) {
      showing?.paste(text)
      terminal.scrollToBottom()
      terminal.focus()
    },
    mount(host) {
      host.append(element)
      if (!opened) {
        Terminal.strings.promptLabel = deps.inputLabel
        terminal.open(element)
        giveMouse(terminal)
        if (terminal.textarea) composition = followComposition(terminal.textarea)
        opened = true
      }
      observer.observe(element)
      if (look.renderer !== 'dom') gpu.use(look.renderer)
    },
    unmount() {
      leaveSession()
      session.value = null
      observer.disconnect()
      gpu.release()
      element.remove()
    },
    showSession(next) {
      if (session.value === next) return
      leaveSession()
      gpu.heal()
      session.value = next
      clearTimeout(stale)
      stale = setTimeout(() => element.classList.add('is-stale'), stalePatienceMs)
      startReplay()
      showing = deps.show(next, measure(), screen)
    },
    change(next) {
      if (next.dark !== look.dark) terminal.options.theme = xtermTheme(next.dark)
      if (next.fontSize !== look.fontSize) terminal.options.fontSize = next.fontSize
      if (next.renderer !== look.renderer) gpu.release()
      look = next
      if (next.renderer !== 'dom' && element.isConnected) gpu.use(next.renderer)
    },
    dispose() {
      leaveSession()
      clearTimeout(stale)
      clearTimeout(resizing)
      stopMeasuring()
      observer.disconnect()
      gpu.release()
      terminal.dispose()
      element.remove()
    },
  }
}
