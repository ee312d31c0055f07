import type { Case } from '../../app/activity/case.ts'
import { tryFixes } from '../../app/activity/case.ts'
import type { CaseDraft, SavedCase, Timeline, WhyAnswer } from '../../app/activity/why.ts'
import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import type { ParsedArgument } from '../../app/ipc/contract.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { CaseStore } from './case-store.ts'
import type { RuleBook } from '../tools/rule-book.ts'
import type { Clock } from '../base/clock.ts'
import type { HostQuestions } from '../pty-host/client/host-questions.ts'
import type { Session } from '../session/session.ts'

/** What a user can ask of a status: why it is, what it was when, and what to do where it is wrong. */
export type StatusReview = {
  /** What is known by now: a version that is asked for with it is in the next answer. */
  why(id: SessionId): Result<WhyAnswer>
  timeline(id: SessionId): Promise<Result<Timeline>>
  moment(id: SessionId, at: number): Promise<Result<string>>
  draft(id: SessionId): Promise<Result<CaseDraft>>
  save(frame: ParsedArgument<'case:save'>): Promise<Result<SavedCase>>
  reveal(path: string): Promise<Result<null>>
}

type StatusReviewDeps = {
  readonly manager: {
    get(
      id: SessionId,
    ): Pick<
      Session,
      'toolInFront' | 'record' | 'status' | 'why' | 'signals' | 'versions' | 'askVersion'
    > | null
  }
  readonly questions: Pick<HostQuestions, 'screen' | 'moments' | 'moment'>
  readonly cases: CaseStore
  readonly rules: Pick<RuleBook, 'ownOf'>
  readonly clock: Pick<Clock, 'dateNow'>
  readonly showFile: (path: string) => Promise<Result<null>>
}

export function createStatusReview(deps: StatusReviewDeps): StatusReview {
  const { manager, questions, cases, rules, clock } = deps
  return {
    why(id) {
      const facts = manager.get(id)
      if (facts === null) return failWith('no-session')
      void facts.askVersion()
      return succeed({ ...facts.why(clock.dateNow()), versions: facts.versions })
    },
    async timeline(id) {
      if (manager.get(id) === null) return failWith('no-session')
      return succeed({ transitions: await questions.moments(id), now: clock.dateNow() })
    },
    async moment(id, at) {
      if (manager.get(id) === null) return failWith('no-session')
      return succeed(await questions.moment(id, at))
    },
    async draft(id) {
      const facts = manager.get(id)
      if (facts === null) return failWith('no-session')
      const { status, toolInFront: tool, record, signals } = facts
      const screen = await questions.screen(id)
      const at = clock.dateNow()
      return succeed({ toolName: tool.name, status, screen, title: record.toolTitle ?? '', signals, at })
    },
    async save(frame) {
      const facts = manager.get(frame.id)
      if (facts === null) return failWith('no-session')
      const { toolInFront: tool, status } = facts
      const { source, rule, text } = status.evidence
      const wrong: Case = {
        version: 1,
        toolName: tool.name,
        at: clock.dateNow(),
        shown: { kind: status.kind, source, rule, text },
        right: frame.right,
        screen: frame.screen.split('\n'),
        title: frame.title,
        signals: frame.signals,
        sign: frame.sign,
      }
      const others = await cases.all()
      try {
        const path = await cases.save(wrong)
        return succeed({ path, fixes: tryFixes(wrong, tool.statusRules, rules.ownOf(tool.name), others) })
      } catch {
        return failWith('case-not-saved')
      }
    },
    async reveal(path) {
      if (!(await cases.has(path))) return failWith('case-gone')
      return deps.showFile(path)
    },
  }
}
