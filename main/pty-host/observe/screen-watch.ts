import type { Frame } from '../../../app/screen/frame.ts'
import { isBelowAll } from '../../../app/screen/agent-frame.ts'
import { readConflict, type ConflictReading } from '../../../app/screen/git-conflict.ts'
import { LinePrompts, readingOfPrompt, type LineLook } from '../../../app/screen/line-prompt.ts'
import { readFrame, type CompiledRule, type FrameReading } from '../../../app/screen/read-frame.ts'
import { ruleSet } from '../../../app/screen/rule-set.ts'
import { TickReader } from '../../../app/screen/screen-tick.ts'
import { headlessProgram } from '../../../app/tool/headless-program.ts'
import type { Clock } from '../../base/clock.ts'
import type { Observation, ReadingRules } from '../protocol/protocol.ts'
import type { Screen } from '../screen/screen.ts'
import { AgentWatch } from './agent-watch.ts'
import { SlowRules } from './slow-rules.ts'
import { TypedApart } from './typed-apart.ts'

/** A screen is judged after this much quiet: measured on agents, half of a redraw is shown for less. */
const quietMs = 80
/** Or at the end of a synchronized frame, but not more often than this; and than that where nothing is new. */
const minEveryMs = 80
const steadyEveryMs = 200
/** A program that never pauses is judged all the same; what its screen lacks then proves nothing. */
const maxWaitMs = 400
/** A frame that is never closed (DEC 2026) is not waited for longer. */
const maxFrameMs = 1000
/** A program that drew a frame this short a time ago draws in frames. */
const framesFreshMs = 1000
/** Where agents draw their clocks. */
const tickLines = 24
const maxTicks = 4

type ScreenObservation = Extract<Observation, { kind: 'screen' }>

type WatchedScreen = Pick<Screen, 'frame' | 'cursorLine' | 'isAlternate' | 'inSyncFrame' | 'syncFrames'>

/** Looks at a session's screen when it has settled, asks the rules of its tool, and tells what is new. */
export class ScreenWatch {
  #rules: readonly CompiledRule[] = []
  #tool: string | undefined
  #readsScreen = false
  #title = ''
  #cancel: (() => void) | null = null
  #dueAt = 0
  #lastOutputAt = 0
  #dirtySince: number | null = null
  #framesSeen = 0
  #lastFrameAt = -Infinity
  #judgedAt = -Infinity
  #told = ''
  #isSteady = false
  #toldTicks = ''
  #toldConflict: string | null = 'off'
  #toldHeadless: string | null = null
  readonly #ticks = new TickReader()
  readonly #prompts = new LinePrompts()
  readonly #typed: TypedApart
  readonly #slow: SlowRules
  readonly #agents: AgentWatch

  readonly #screen: WatchedScreen
  readonly #clock: Clock
  readonly #tell: (observation: Observation) => void

  constructor(screen: WatchedScreen, clock: Clock, tell: (observation: Observation) => void) {
    this.#screen = screen
    this.#clock = clock
    this.#tell = tell
    this.#slow = new SlowRules(clock, (slow) => {
      this.#rules = this.#rules.filter((rule) => rule !== slow)
      this.#tell({ kind: 'slowRule', rule: slow.id })
    })
    this.#agents = new AgentWatch(clock, tell)
    this.#typed = new TypedApart(screen, clock)
  }

  /** How the screen is read from here on; one that was judged is judged again. */
  setReading({ tool, rules, agents = [] }: ReadingRules): void {
    const { screen, readsScreen } = ruleSet(rules)
    this.#tool = tool
    this.#rules = screen
    this.#readsScreen = readsScreen
    this.#slow.forget()
    this.#agents.setSignatures(agents)
    this.#told = ''
    if (this.#judgedAt > -Infinity) this.wrote()
  }

  setTitle(title: string): void {
    this.#title = title
  }

  /** The program has written, and it is on the screen. */
  wrote(): void {
    const now = this.#clock.now()
    this.#lastOutputAt = now
    this.#dirtySince ??= now
    if (this.#screen.syncFrames !== this.#framesSeen) {
      this.#framesSeen = this.#screen.syncFrames
      this.#lastFrameAt = now
    }
    const dueAt = Math.max(this.#drawsFrames(now) ? now : now + quietMs, this.#judgedAt + this.#everyMs)
    if (this.#cancel === null || dueAt < this.#dueAt) this.#schedule(dueAt)
  }

  /** A user's keys, on their way to the program. */
  typed(data: string): void {
    const line = this.#typed.typed(data)
    // What is sent to an agent is no command, and to a program that asks, an answer.
    if (line !== null && !this.#readsScreen) this.#tellHeadless(headlessProgram(line))
    if (/[\r\n]/u.test(data)) this.#prompts.entered()
  }

  /** What the rules say of the screen as it is now; tells nobody. */
  look(): FrameReading | null {
    return this.#rules.length === 0 ? null : this.#readOwn(this.#inside(this.#frame())).read
  }

  /** The program has ended: what it left on the screen says nothing of a status, but what git said stays true. */
  end(): void {
    this.#prompts.reset()
    this.#typed.reset()
    this.#toldHeadless = null
    if (this.#dirtySince === null) return
    this.#dirtySince = null
    this.dispose()
    this.#tellConflict(readConflict(this.#screen.frame().lines))
  }

  dispose(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #schedule(dueAt: number): void {
    this.#cancel?.()
    this.#dueAt = dueAt
    this.#cancel = this.#clock.setTimer(() => this.#wake(), Math.max(0, dueAt - this.#clock.now()))
  }

  #wake(): void {
    this.#cancel = null
    const now = this.#clock.now()
    const since = this.#dirtySince
    if (since === null) return
    if (this.#screen.inSyncFrame && now < since + maxFrameMs) return this.#schedule(now + minEveryMs)
    // Sums, as they were scheduled: a difference of fractions may be short of what a sum has reached.
    const quietAt = this.#lastOutputAt + quietMs
    const latestAt = since + maxWaitMs
    if (this.#drawsFrames(now) || now >= quietAt) return this.#judge(true)
    if (now < latestAt) return this.#schedule(Math.min(quietAt, latestAt))
    this.#judge(false)
    // What was written last may have been the last of all, and only a settled screen is believed to rest.
    this.#dirtySince = now
    return this.#schedule(quietAt)
  }

  /** A screen that says the same as before is looked at less often: the engine has fifty of them. */
  get #everyMs(): number {
    return this.#isSteady ? steadyEveryMs : minEveryMs
  }

  /** Between two synchronized frames a screen is whole. */
  #drawsFrames(now: number): boolean {
    return !this.#screen.inSyncFrame && now - this.#lastFrameAt < framesFreshMs
  }

  #judge(isSettled: boolean): void {
    this.#cancel?.()
    this.#cancel = null
    this.#dirtySince = null
    this.#judgedAt = this.#clock.now()
    const frame = this.#frame()
    const { own, read } = this.#readOwn(this.#inside(frame))
    const line = read === null ? this.#lookAtLine(own, isSettled) : null
    const reading = line === 'prompt' ? readingOfPrompt(own) : read
    const ticks = this.#ticks.read(frame.lines.filter((line) => line !== '').slice(-tickLines), maxTicks)
    const isBlank = frame.lines.every((row) => row === '')
    this.#tellNew({ reading, ticks, isSettled, isBlank, isLikePrompt: line === 'like-prompt' })
    this.#tellConflict(readConflict(frame.lines))
    this.#agents.look(frame, isSettled)
  }

  /** In a line that the program has begun, and the user goes on with, the program's part alone is read. */
  #readOwn(frame: Frame): { readonly own: Frame; readonly read: FrameReading | null } {
    const own = this.#readsScreen ? null : this.#typed.apart(frame)
    const read = own === null ? null : this.#read(own)
    // The rules of a question know what an answer looks like, and when it is given.
    if (own !== null && read?.claim.kind !== 'waiting') return { own, read }
    return { own: frame, read: this.#read(frame) }
  }

  /** Of a tool whose whole screen is read, the rules know more. */
  #lookAtLine(frame: Frame, isSettled: boolean): LineLook {
    return this.#readsScreen || !isSettled ? null : this.#prompts.look(frame)
  }

  /** A multiplexer draws a full screen around a shell, whose line is read like any other where it stands below all text. */
  #inside(frame: Frame): Frame {
    return this.#agents.isAsked && isBelowAll(frame) ? { ...frame, isFullScreen: false } : frame
  }

  #frame(): Frame {
    const { isAlternate: isFullScreen } = this.#screen
    return { ...this.#screen.frame(), isFullScreen, title: this.#title, notification: [] }
  }

  /** Where a clock moves, what is the same as before is sent too: that the tool still works is the information. */
  #tellNew(look: Omit<ScreenObservation, 'kind' | 'isFullScreen'>): void {
    const { reading, ticks, isSettled, isBlank, isLikePrompt } = look
    const isFullScreen = this.#screen.isAlternate
    const says = reading === null ? 'none' : `${reading.rule}\n${reading.words}`
    const key = `${says}\n${isSettled} ${isFullScreen} ${isLikePrompt} ${isBlank}`
    const ticksKey = ticks
      .map((tick) => `${tick.line}|${tick.elapsedMs}|${tick.count}|${tick.percent}`)
      .join('\n')
    this.#isSteady = key === this.#told
    if (this.#isSteady && ticksKey === this.#toldTicks) return
    this.#told = key
    this.#toldTicks = ticksKey
    this.#tell({ kind: 'screen', tool: this.#tool, ...look, isFullScreen })
  }

  #tellHeadless(program: string | null): void {
    if (program === this.#toldHeadless) return
    this.#toldHeadless = program
    this.#tell({ kind: 'headless', program })
  }

  /** Told when it changes; a screen that no longer speaks of git changes nothing. */
  #tellConflict(conflict: ConflictReading | null): void {
    const key = conflict?.kind === 'on' ? conflict.files.join('\n') : (conflict?.kind ?? null)
    if (conflict === null || key === this.#toldConflict) return
    this.#toldConflict = key
    this.#tell({ kind: 'conflict', conflict })
  }

  #read(frame: Frame): FrameReading | null {
    return readFrame(this.#rules, frame, this.#slow.watch())
  }
}
