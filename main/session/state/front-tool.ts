import { traitsOf, type SourceSwitch, type ToolTraits } from '../../../app/activity/evidence.ts'
import { readsTitle } from '../../../app/activity/signals.ts'
import { ruleSet, type RuleSet } from '../../../app/screen/rule-set.ts'
import type { Rule } from '../../../app/screen/rules.ts'
import type { ForegroundProgram } from '../../../app/session/foreground.ts'
import { showsOtherTerminal } from '../../../app/tool/agent-in-front.ts'
import type { ToolConfig } from '../../../app/tool/tool-config.ts'

const ownProgram: ForegroundProgram = { kind: 'shell' }

/** A title comes a quarter of a second late, and on a busy machine later. */
const shellTitleMs = 2000

/** The tool that has a session's terminal: its own, or an agent that was started in that by hand. */
export class FrontTool {
  #own: ToolConfig
  #agent: ToolConfig | null = null
  #rules: RuleSet
  #lastTitle = ''
  #changedAt = 0
  #program: ForegroundProgram = ownProgram
  #agentInFrame: string | null = null
  #headless: string | null = null
  /** The name of the tab before an agent had the terminal. */
  #ownTabTitle: string | null = null

  constructor(own: ToolConfig) {
    this.#own = own
    this.#rules = ruleSet(own.statusRules)
  }

  get own(): ToolConfig {
    return this.#own
  }

  /** One of the two is configured otherwise from here on. */
  configure(tool: ToolConfig): void {
    if (tool.name === this.#own.name) this.#own = tool
    if (tool.name === this.#agent?.name) this.#agent = tool
  }

  get now(): ToolConfig {
    return this.#agent ?? this.#own
  }

  /**
   * An agent that was started in a shell; null elsewhere: what starts one by a script of its own is the agent to whoever
   * talks to it.
   */
  get agentInShell(): ToolConfig | null {
    return this.#own.kind === 'shell' ? this.#agent : null
  }

  /** When that agent was noticed in front, ms since the epoch; null where there is none. */
  get agentSince(): number | null {
    return this.agentInShell === null ? null : this.#changedAt
  }

  /** By which its title and notifications are read. */
  get rules(): RuleSet {
    return this.#rules
  }

  setRules(rules: readonly Rule[]): void {
    this.#rules = ruleSet(rules)
  }

  /** @param isOn whether a source of evidence counts */
  traits(isOn: SourceSwitch): ToolTraits {
    return traitsOf(this.now, this.#rules, isOn)
  }

  /**
   * Notes a title, raw. Shells set one with the command line as they start a program, which may be heard of after the
   * program is known.
   *
   * @returns whether it is of the tool in front
   */
  noteTitle(title: string, at: number): boolean {
    this.#lastTitle = title
    if (this.#agent === null || at > this.#changedAt + shellTitleMs) return true
    return !this.#namesProgram(title) || readsTitle(this.#rules, title)
  }

  #namesProgram(title: string): boolean {
    const names = this.#program.kind === 'program' ? this.#program.names : []
    return title.split(/\s+/u).some((word) => names.includes(word))
  }

  /** What is in front of the terminal, as far as it was looked at. */
  get program(): ForegroundProgram {
    return this.#program
  }

  noteProgram(program: ForegroundProgram): void {
    this.#program = program
  }

  /** Whether the program in front shows the terminal of another machine, of a container or of a multiplexer. */
  get isCarried(): boolean {
    return showsOtherTerminal(this.#own, this.#program)
  }

  /** The agent that the screen shows, by the name of its tool; null also while the host is not asked to look for one. */
  get agentInFrame(): string | null {
    return this.#agentInFrame
  }

  noteAgentInFrame(tool: string | null): void {
    this.#agentInFrame = tool
  }

  /** The agent that the user's last command runs without its screen, by the name of its program. */
  get headless(): string | null {
    return this.#headless
  }

  noteHeadless(program: string | null): void {
    this.#headless = program
  }

  /** A run begins. */
  reset(): void {
    this.#agent = null
    this.#agentInFrame = null
    this.#headless = null
    this.#program = ownProgram
    this.#lastTitle = ''
  }

  /**
   * An agent has the terminal from here on, or null: the tool itself has it again.
   *
   * @param tabTitle what the tab is called by the tool that had it
   * @param at ms since the epoch
   * @returns what it is called now; or the title, raw, that the agent has set before it was noticed
   */
  change(
    agent: ToolConfig | null,
    rules: readonly Rule[],
    tabTitle: string | null,
    at: number,
  ): { readonly tabTitle: string | null } | { readonly title: string } {
    if (this.#agent === null) this.#ownTabTitle = tabTitle
    this.#agent = agent
    this.#changedAt = at
    this.setRules(rules)
    if (agent === null) return { tabTitle: this.#ownTabTitle }
    return readsTitle(this.#rules, this.#lastTitle) ? { title: this.#lastTitle } : { tabTitle: null }
  }
}
