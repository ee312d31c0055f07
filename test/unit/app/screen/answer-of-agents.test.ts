import { describe, expect, test } from 'vitest'
import { answerOfScreen } from '../../../../app/screen/answer.ts'
import { claudePromptBox } from '../../../../app/tool/presets/claude-prompt-box.ts'
import { codexPromptBox } from '../../../../app/tool/presets/codex-prompt-box.ts'
import { geminiPromptBox } from '../../../../app/tool/presets/gemini-prompt-box.ts'
import { opencodePromptBox } from '../../../../app/tool/presets/opencode-prompt-box.ts'

const rule = '─'.repeat(60)
const upper = '▄'.repeat(60)
const lower = '▀'.repeat(60)

/** What stands above the box of the real tools after a second turn, with two images. */
const screens = {
  claude: {
    trailer: claudePromptBox.trailer,
    lines: [
      '❯ the first',
      '',
      '● An older answer.',
      '',
      '✻ Crunched for 1s · done 9:58 AM',
      '',
      '❯ [Image #2] [Image #3]two images here',
      '  ⎿  [Image #2]',
      '  ⎿  [Image #3]',
      '',
      '● The answer.',
      '',
      '  [x] and its last line',
      '',
      '✻ Baked for 1m 9s · done 9:59 AM',
      '                                          ◐ medium · /effort',
      rule,
    ],
    answer: '● The answer.\n\n  [x] and its last line',
  },
  'claude while a hook of its end runs': {
    trailer: claudePromptBox.trailer,
    lines: [
      '❯ two images here',
      '',
      '● The answer.',
      '',
      '· Kerfuffling… (running Stop hook · 6s · ↓ 8 tokens)',
      '',
      rule,
    ],
    answer: '● The answer.',
  },
  codex: {
    trailer: codexPromptBox.trailer,
    lines: [
      '› the first',
      '',
      '• An older answer.',
      '',
      '› [Image #1] [Image #2] two images here',
      '',
      '• The answer.',
      '',
      '  Worked for <1s • 09:59',
      '',
    ],
    answer: '• The answer.',
  },
  opencode: {
    trailer: opencodePromptBox.trailer,
    lines: [
      '  ┃',
      '  ┃  the first',
      '  ┃',
      '',
      '     An older answer.',
      '',
      '     ▣  Build · Mock · 1.1s',
      '',
      '  ┃',
      '  ┃  [Image 1] [Image 2] two images here',
      '  ┃',
      '  ┃   File  2-996b21f2460deae0.png   File  3-984b6a990ff02d60.png',
      '  ┃',
      '',
      '     The answer.',
      '',
      '     ▣  Build · Mock · 8.6s',
      '',
      '  ┃',
    ],
    answer: '     The answer.',
  },
  gemini: {
    trailer: geminiPromptBox.trailer,
    lines: [
      upper,
      ' > the first',
      lower,
      '✦ An older answer.',
      upper,
      ' > [Image ...f2460deae0.png] [Image ...990ff02d60.png] two images here',
      lower,
      '✦ The answer.',
      '',
      '                                             ? for shortcuts',
      rule,
      ' Shift+Tab to accept edits',
      upper,
    ],
    answer: '✦ The answer.',
  },
}

describe.each(Object.entries(screens))('the answer on the screen of %s', (_, { lines, trailer, answer }) => {
  test('is what stands between the prompt with its images and what the tool says of itself', () => {
    const text = answerOfScreen([...lines, 'the box'], 'two images here', { top: lines.length, trailer })
    expect(text).toBe(answer)
  })

  test('is all of the screen where the prompt has left it', () => {
    const text = answerOfScreen(lines, 'another prompt', { top: null, trailer })
    expect(text.endsWith(answer)).toBe(true)
    expect(text.length).toBeGreaterThan(answer.length)
  })
})

test('a prompt of several lines is no part of its answer, behind a bar or not', () => {
  const box = { top: null, trailer: null }
  const prompt = 'first line\nsecond line\nthird line'
  const plain = ['❯ first line', '  second line', '  third line', '', '● The answer.']
  expect(answerOfScreen(plain, prompt, box)).toBe('● The answer.')
  const barred = ['  ┃  first line', '  ┃  second line', '  ┃  third line', '  ┃', '', '  The answer.']
  expect(answerOfScreen(barred, prompt, box)).toBe('  The answer.')
})
