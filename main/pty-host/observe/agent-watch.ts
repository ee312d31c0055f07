import {
  compileSignatures,
  recognizeAgent,
  type AgentInFrame,
  type AgentSignature,
  type CompiledSignature,
} from '../../../app/screen/agent-frame.ts'
import type { Frame } from '../../../app/screen/frame.ts'
import type { Clock } from '../../base/clock.ts'
import type { Observation } from '../protocol/protocol.ts'
import { SlowRules } from './slow-rules.ts'

/** Follows which agent a session's screen shows, for as long as it is asked to, and tells when that changes. */
export class AgentWatch {
  #signatures: readonly CompiledSignature[] = []
  #agent: AgentInFrame | null = null
  readonly #slow: SlowRules
  readonly #tell: (observation: Observation) => void

  constructor(clock: Pick<Clock, 'now'>, tell: (observation: Observation) => void) {
    this.#tell = tell
    this.#slow = new SlowRules(clock, ({ id }) => {
      this.#signatures = this.#signatures.filter(({ tool }) => tool !== id)
      this.#tell({ kind: 'slowRule', rule: `signature ${id}` })
    })
  }

  /** The agents that are looked for from here on; of none, nothing is read, and what was recognized is over. */
  setSignatures(signatures: readonly AgentSignature[]): void {
    this.#signatures = compileSignatures(signatures)
    this.#slow.forget()
    const { tool } = this.#agent ?? {}
    if (!this.#signatures.some((signature) => signature.tool === tool)) this.#note(null)
  }

  /** Whether another terminal is on show, in which agents are looked for. */
  get isAsked(): boolean {
    return this.#signatures.length > 0
  }

  /** @param isSettled false for a screen that may be half drawn: what it lacks ends nothing */
  look(frame: Frame, isSettled: boolean): void {
    if (!this.isAsked) return
    const agent = recognizeAgent(frame, this.#signatures, this.#agent, this.#slow.watch())
    if (agent !== null || isSettled) this.#note(agent)
  }

  #note(agent: AgentInFrame | null): void {
    const isNews = agent?.tool !== this.#agent?.tool
    this.#agent = agent
    if (isNews) this.#tell({ kind: 'agentFrame', tool: agent?.tool ?? null })
  }
}
