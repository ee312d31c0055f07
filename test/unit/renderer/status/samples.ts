import type {
  CaseDraft,
  RuleFix,
  SourceView,
  Timeline,
  Transition,
  WhyAnswer,
} from '../../../../app/activity/why.ts'
import type { RulesOrigin } from '../../../../app/tool/rules-diff.ts'
import { FakeMain, sessionId, sessionView, statuses } from '../../../support/fake-bridge.ts'

/** Today at a time of the clock, ms since the epoch. */
export function today(hours: number, minutes: number, seconds: number): number {
  return new Date().setHours(hours, minutes, seconds, 0)
}

/** One session that asks for an approval since 14:02:10. */
export const waiting = { ...statuses.waiting, question: 'Run rm -rf build?', since: today(14, 2, 10) }

export function oneSession(): FakeMain {
  return new FakeMain({
    sessions: [
      sessionView(1, { title: 'apple', toolName: 'claude', toolDisplayName: 'Claude Code', status: waiting }),
    ],
    activeId: sessionId(1),
  })
}

const screenRule: SourceView = {
  source: 'screen',
  rule: 'approval-box',
  claim: 'waiting',
  text: 'Do you want to proceed?',
  at: today(14, 2, 10),
  lost: null,
}

export const why: WhyAnswer = {
  status: waiting,
  sources: [
    screenRule,
    {
      source: 'tick',
      rule: 'elapsed',
      claim: 'working',
      text: '(42s)',
      at: today(14, 1, 20),
      lost: 'weaker',
    },
    { source: 'title', rule: 'glyph', claim: null, text: '', at: today(14, 0, 0), lost: 'quiet' },
  ],
  tick: {
    elapsedMs: 42_000,
    tokens: 1234,
    percent: null,
    clockMovedAt: today(14, 2, 9),
    countersMovedAt: today(14, 2, 1),
  },
  background: 2,
  versions: { installed: null, measured: null },
  transitions: [],
}

export function transition(part: Partial<Transition>): Transition {
  return {
    at: today(14, 0, 0),
    kind: 'idle',
    reason: null,
    certainty: 'sure',
    words: '',
    source: 'screen',
    rule: 'prompt',
    ...part,
  }
}

/** Rules as Roost brings them. */
export const builtIn: RulesOrigin = { isPreset: true, measured: '2.1.330', file: null }

/** Idle, two minutes of work, ten seconds of waiting. */
export const timeline: Timeline = {
  transitions: [
    transition({ at: today(14, 0, 0) }),
    transition({ at: today(14, 0, 10), kind: 'working', source: 'tick' }),
    transition({ at: today(14, 2, 10), kind: 'waiting', reason: 'approval', words: 'Run rm -rf build?' }),
  ],
  now: today(14, 2, 20),
}

export const draft: CaseDraft = {
  toolName: 'claude',
  status: waiting,
  screen: 'token sk-secret\nDo you want to proceed?\n\n❯ 1. Yes',
  title: '✳ apple',
  signals: ['9;4;0', '777;notify;Claude;Waiting'],
  at: today(14, 3, 0),
}

export const fixes: readonly RuleFix[] = [
  { kind: 'off', rule: 'approval-box', rules: '[{"off":1}]', othersRight: 3, others: 4 },
  { kind: 'raise', rule: 'busy-line', rules: '[{"raise":1}]', othersRight: 4, others: 4 },
  { kind: 'add', rule: 'own-idle', rules: '[{"add":1}]', othersRight: 0, others: 0 },
]
