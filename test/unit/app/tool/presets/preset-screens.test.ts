import { describe, expect, test } from 'vitest'
import { claimedBy } from '../../../../support/screens.ts'

const rule = '─'.repeat(60)
/** Claude Code's prompt and footer, full screen. */
const claudePrompt = [rule, '❯ ', rule, '  ? for shortcuts']

const claimed = (toolName: string, ...lines: readonly string[]) => claimedBy(toolName, { lines })

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

test('a command of Gemini that is silent is work, beside the prompt that is there all the time', () => {
  const row = ` ! Shell awaiting input (Tab to focus)${' '.repeat(66)}? for shortcuts`
  const box = ['▄'.repeat(60), ' >   Type your message or @path/to/file', '▀'.repeat(60)]
  expect(
    claimed('gemini', '│ hi', '╰────╯', '', row, rule, ' Shift+Tab to accept edits', ...box),
  ).toMatchObject({
    kind: 'working',
  })
})

describe('a screen of opencode', () => {
  const dialog = [
    '  ┃  △ Permission required',
    '  ┃  $ ls',
    '  ┃   Allow once   Allow always   Reject',
    '  ┃',
  ]
  const box = ['  ┃', '  ┃  Build · Mock', `  ╹${'▀'.repeat(30)}`]

  test('with its dialog in the place of the prompt asks for approval', () => {
    expect(claimed('opencode', '     I will run a command.', ...dialog)).toMatchObject({
      kind: 'waiting',
      reason: 'approval',
    })
    expect(claimed('opencode', '  ┃  Always allow', '  ┃   Confirm   Cancel', '  ┃')).toMatchObject({
      kind: 'waiting',
    })
  })

  test('on which the dialog is quoted, by an answer or by the user, works or rests', () => {
    const answered = [
      '     Like this:',
      '     △ Permission required',
      '     Allow once   Allow always   Reject',
    ]
    for (const quoted of [answered, dialog]) {
      expect(claimed('opencode', ...quoted, ...box, '   ■■⬝⬝  esc interrupt')).toMatchObject({
        kind: 'working',
      })
      expect(claimed('opencode', ...quoted, ...box, '   ~/src   ctrl+p commands')).toMatchObject({
        kind: 'idle',
      })
    }
  })

  const block = (...rows: readonly string[]) => ['  ┃', ...rows.map((row) => `  ┃  ${row}`), '  ┃', '']
  const rest = ['  ┃', '  ┃', ...box, '   ~/src   ctrl+p commands']
  const brokenOff = ['     ▣  Build · Mock', '']
  const answered = ['     All is well.', '', '     ▣  Build · Mock · 7.2s', '']
  const error = 'messages: text must not be empty'

  test.each([
    ['the first turn', [...block('hello'), ...block(error), ...brokenOff]],
    ['a turn after others', [...answered, ...block('hello'), ...block(error), ...brokenOff]],
    [
      'a turn below whose prompt nothing else is left',
      [...answered.slice(2), ...block('hello'), ...block(error), ...brokenOff],
    ],
    [
      'two in a row',
      [...block('hello'), ...block(error), ...brokenOff, ...block('again'), ...block(error), ...brokenOff],
    ],
    [
      'a turn after one that was stopped in its text',
      ['     Well,', '', ...brokenOff, ...block('go on'), ...block(error), ...brokenOff],
    ],
  ])('shows an error in whatever words: %s', (_, lines) => {
    expect(claimed('opencode', ...lines, ...rest)).toEqual({ kind: 'failed', reason: 'api', message: error })
  })

  test.each([
    ['the first turn', [...block('explain the error 429'), ...brokenOff]],
    ['a turn after others', [...answered, ...block('explain the error 429'), ...brokenOff]],
    [
      'two in a row',
      [...block('what is', '', 'ECONNRESET?'), ...brokenOff, ...block('and a 429?'), ...brokenOff],
    ],
    [
      'a turn after one that failed',
      [...block('hello'), ...block(error), ...brokenOff, ...block('and a 429?'), ...brokenOff],
    ],
    [
      'a turn that began with a command',
      [...answered, ...block('run it'), ...block('$ make', '', 'it did not work'), ...brokenOff],
    ],
  ])('shows no error in the prompt of a turn that was stopped: %s', (_, lines) => {
    expect(claimed('opencode', ...lines, ...rest)).toMatchObject({ kind: 'idle' })
  })

  test('shows an error below what the turn has written or done by its words', () => {
    const limit = block('Too Many Requests: rate limit reached')
    for (const done of [['     I look.', ''], block('$ make', '', 'done')])
      expect(
        claimed('opencode', ...answered, ...block('go'), ...done, ...limit, ...brokenOff, ...rest),
      ).toEqual({
        kind: 'failed',
        reason: 'limit',
        message: 'Too Many Requests: rate limit reached',
      })
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

  test('that waited for agents above what it has said since rests', () => {
    const waited = ['● I asked a helper.', '✻ Waiting for 1 background agent to finish']
    const since = ['● Agent "helper" finished · 3s', '● It is all done.', '✻ Stewed for 6s · done 1:31 AM']
    expect(claimed('claude', ...waited, ...claudePrompt)).toMatchObject({ kind: 'working' })
    for (const last of [1, 2, 3])
      expect(claimed('claude', ...waited, ...since.slice(0, last), ...claudePrompt)).toMatchObject({
        kind: 'idle',
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

describe('a screen of Crush', () => {
  /** Written by hand after its source: the dialog stands over the conversation. */
  const dialog = [
    '   Some text ╭──────────────────────────────────────────────╮',
    '             │ Permission Required ╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱ │',
    '             │ Tool bash                                    │',
    '             │   Allow     Allow for Session     Deny       │',
    '             ╰──────────────────────────────────────────────╯',
  ]

  test('with its dialog asks for approval', () => {
    expect(claimed('crush', ...dialog)).toMatchObject({
      kind: 'waiting',
      reason: 'approval',
      question: 'Permission Required',
    })
  })

  test('without it says nothing', () => {
    for (const lines of [dialog.slice(2), ['Permission Required', 'Allow or Deny'], []])
      expect(claimed('crush', ...lines)).toBeNull()
  })
})
