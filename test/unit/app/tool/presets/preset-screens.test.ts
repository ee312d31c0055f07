import { describe, expect, test } from 'vitest'
import { emptyFrame } from '../../../../../app/screen/frame.ts'
import { compileRules, readFrame } from '../../../../../app/screen/read-frame.ts'
import { claimOfReading } from '../../../../../app/activity/screen-claim.ts'
import { presets } from '../../../../../app/tool/presets/presets.ts'

const rule = '─'.repeat(60)
/** Claude Code's prompt and footer, full screen. */
const claudePrompt = [rule, '❯ ', rule, '  ? for shortcuts']

/** What the rules of a preset claim of a screen; `keep` and nothing are told apart. */
function claimed(toolName: string, ...lines: readonly string[]): unknown {
  const tool = presets.find(({ name }) => name === toolName)
  const reading = readFrame(compileRules(tool?.statusRules ?? []), { ...emptyFrame, lines })
  return reading === null ? null : (claimOfReading(reading) ?? 'keep')
}

describe('the same words', () => {
  test('are work in one tool and a question in another: nothing is shared between them', () => {
    const gemini = claimed('gemini', '⠋ Thinking (esc to cancel, 3s)')
    expect(gemini).toMatchObject({ kind: 'working' })
    const claude = claimed(
      'claude',
      ' Which one?',
      '❯ 1. This',
      'Enter to select · ↑/↓ to navigate · Esc to cancel',
    )
    expect(claude).toMatchObject({ kind: 'waiting', reason: 'question' })
  })
})

describe('a screen of Claude Code', () => {
  test('with a spinner is at work, however long its clock is', () => {
    for (const time of ['59s', '1m 38s', '2h 03m 10s'])
      expect(claimed('claude', `✻ Baking… (${time} · ↓ 187 tokens)`, ...claudePrompt)).toMatchObject({
        kind: 'working',
      })
  })

  test('with a spinner and no dots waits for its own agents, not for a user', () => {
    expect(claimed('claude', '✻ Waiting for 1 background agent to finish', ...claudePrompt)).toMatchObject({
      kind: 'working',
      background: 1,
    })
  })

  test('on which an answer quotes a spinner or a dialog rests', () => {
    const quoted = [
      '● It prints:',
      '  ✻ Baking… (38s · ↓ 187 tokens)',
      '  Do you want to proceed?',
      '  esc to cancel',
    ]
    expect(claimed('claude', ...quoted, ...claudePrompt)).toMatchObject({ kind: 'idle' })
  })

  test('that hides the prompt behind a search or a transcript keeps the status, in both wordings', () => {
    for (const line of ['⌕ Search…', '⌕ Filter history…', 'Showing detailed transcript · ctrl+o to toggle'])
      expect(claimed('claude', '✻ Baking… (38s · ↓ 187 tokens)', line)).toBe('keep')
  })

  test('that no rule knows claims nothing', () => {
    expect(claimed('claude', 'A screen of tomorrow')).toBeNull()
  })
})
