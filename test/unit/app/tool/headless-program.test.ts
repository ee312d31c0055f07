import { expect, test } from 'vitest'
import { headlessProgram } from '../../../../app/tool/headless-program.ts'

test.each([
  ['claude -p "what is this?"', 'claude'],
  ['claude "what is this?" --print --output-format=json', 'claude'],
  ['codex --model some exec --skip-git-repo-check "go on"', 'codex'],
  ['opencode run "go on"', 'opencode'],
  ['FOO=1 npx -y @google/gemini-cli --prompt="go on"', 'gemini'],
  ['cd there && git log | claude -p "sum it up" > out.txt', 'claude'],
  ['for f in a b; do pi -p "look at $f"; done', 'pi'],
  ['claude --version', 'claude'],
])('%s runs without a screen', (line, program) => {
  expect(headlessProgram(line)).toBe(program)
})

test.each([
  'claude',
  'claude "say what -p does"',
  'claude -- -p',
  // A profile.
  'codex -p work',
  // The screen begins with that prompt.
  'opencode --prompt "go on"',
  'git log -p',
  'claude -p "plan it" && claude',
  'echo "claude -p"',
  '',
])('%s does not, or shows it too', (line) => {
  expect(headlessProgram(line)).toBeNull()
})

test('a line of megabytes is not read', () => {
  expect(headlessProgram(`claude -p "${'x'.repeat(2 ** 20)}"`)).toBeNull()
})
