import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findResumeToken } from '../../../../app/tool/resume.ts'
import { presets } from '../../../../app/tool/presets/presets.ts'
import { presetNamed, toolFrom } from '../../../support/tools.ts'

const uuid = '3c6e8cce-633e-4aa5-a7a8-def80e9c71a7'
const other = '01a202bb-a140-7be0-81a5-4908feac7169'
/** The lines that the tools print when they end, as a user sees them. */
const hints: readonly [string, string, string][] = [
  ['claude', `Resume this session with:\nclaude --resume ${uuid}\n`, uuid],
  ['claude', `claude --permission-mode manual --resume ${uuid}\n`, uuid],
  ['claude', 'claude --resume "my plan"\n', 'my plan'],
  ['codex', `To continue this session, run codex resume ${uuid}\n`, uuid],
  ['codex', `codex --no-daemon resume ${uuid}\n`, uuid],
  ['gemini', `│  To resume this session: gemini --resume ${uuid}  │\n`, uuid],
  ['opencode', 'Continue  opencode -s ses_5a1B2c\n', 'ses_5a1B2c'],
  ['opencode', 'opencode --session ses_5a1B2c\n', 'ses_5a1B2c'],
  ['qwen', `To resume this session: qwen --resume ${uuid}│\n`, uuid],
  ['grok', `Resume this session with:\n  grok --resume ${uuid}\n`, uuid],
  ['kimi', ` To resume this session: kimi -r session_${uuid}\n`, `session_${uuid}`],
  ['vibe', 'To continue this session, run: vibe --continue\nOr: vibe --resume 3c6e8cce\n', '3c6e8cce'],
  ['pi', `To resume this session:\npi --session ${uuid}\n`, uuid],
  ['pi', `To resume this session: pi --session ${uuid}\n`, uuid],
  ['copilot', `Resume     copilot --resume=${uuid}\n`, uuid],
  [
    'auggie',
    `✨ Tip: Use 'auggie session continue' or 'auggie session resume ${uuid}' to resume your session\n`,
    uuid,
  ],
  ['cline', '  Continue  cline --id 1796082560801_qzpfi\n', '1796082560801_qzpfi'],
  ['droid', `To resume this session, run: droid --resume ${uuid}\n`, uuid],
  [
    'kilo',
    '  ████🬺🬏   ██   ██     ██  ██  kilo -s ses_dd122ed2effeGTRS5H1GaDGZM6\n',
    'ses_dd122ed2effeGTRS5H1GaDGZM6',
  ],
]

describe('the resume line', () => {
  test.each(hints)('of %s is found in %j', (name, text, token) => {
    expect(findResumeToken(text, presetNamed(name))).toBe(token)
    expect(findResumeToken(`before\n${text}after`, presetNamed(name))).toBe(token)
  })

  test.each(hints)('of %s in %j gives the whole id or none, wherever the text ends', (name, text, token) => {
    for (let end = 0; end <= text.length; end += 1) {
      expect([null, token]).toContain(findResumeToken(text.slice(0, end), presetNamed(name)))
    }
  })

  test('that comes last counts', () => {
    const text = `claude --resume ${other}\nclaude --resume ${uuid}\n`
    expect(findResumeToken(text, presetNamed('claude'))).toBe(uuid)
  })

  test('may end with the text once the tool has ended', () => {
    const text = 'opencode -s ses_5a1B2c'
    expect(findResumeToken(text, presetNamed('opencode'))).toBeNull()
    expect(findResumeToken(text, presetNamed('opencode'), { ended: true })).toBe('ses_5a1B2c')
  })

  test.each([
    ['claude', `codex resume ${uuid}\n`],
    ['codex', `codex resume ${uuid}0\n`],
    ['codex', 'codex resume --last\n'],
    ['claude', 'claude --resume --dangerously-skip-permissions\n'],
    ['claude', 'claude --resume "-x"\n'],
    ['gemini', 'gemini --resume latest\n'],
    ['shell', `claude --resume ${uuid}\n`],
    ['pi', `pi --session ${uuid}\n`],
    ['grok', `Run grok --resume ${uuid} to go on\n`],
    ['kimi', `kimi -r session_${uuid}\n`],
    ['vibe', 'To continue this session, run: vibe --continue\n'],
    ['kimi', 'To resume this session: kimi -r session_1\n'],
    ['auggie', "Use 'auggie session continue'\n"],
    ['cline', 'cline --id --config\n'],
    ['continue', 'cn --resume\n'],
    ['droid', 'droid --resume\n'],
    ['kilo', 'opencode -s ses_5a1B2c\n'],
  ])('of %s is not %j', (name, text) => {
    expect(findResumeToken(text, presetNamed(name))).toBeNull()
  })

  test('of a tool of the user is found by its own pattern', () => {
    const tool = toolFrom({
      name: 'mine',
      command: ['mine'],
      resume: { resumeArgs: ['{resume}'], pattern: String.raw`^id=(?<token>\S+)` },
    })
    expect(findResumeToken('id=abc-1\n', tool)).toBe('abc-1')
    expect(findResumeToken('id=$(x)\n', tool)).toBeNull()
  })

  test('gives nothing but an id, whatever the text', () => {
    const piece = fc.oneof(fc.constantFrom(...hints.map(([, text]) => text)), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(fc.array(piece), fc.constantFrom(...presets), (pieces, tool) => {
        const token = findResumeToken(pieces.join(''), tool)
        if (token !== null) expect(token).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}\p{M} ._-]*$/u)
      }),
    )
  })
})
