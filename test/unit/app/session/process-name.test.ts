import { expect, test } from 'vitest'
import { processName } from '../../../../app/session/process-name.ts'

test.each([
  [['/usr/bin/claude'], 'claude'],
  [['node', '/usr/local/bin/codex', '--no-daemon'], 'codex'],
  [['/opt/node', '--no-warnings', '/x/gemini.js'], 'gemini'],
  [['npx', '-y', '@openai/codex@1.2.3', 'exec'], 'codex'],
  [['bunx', 'opencode'], 'opencode'],
  [['uv', 'run', 'aider'], 'aider'],
  [['uvx', 'aider'], 'aider'],
  [['python3.11', '-m', 'aider'], 'aider'],
  [['python3', '/home/a/tool.py'], 'tool'],
  [['python3'], 'python3'],
  [['env', 'A=b', 'sudo', '-u', 'ada', 'node', 'qwen.mjs'], 'qwen'],
  [['sh', '-c', 'exec env X=1 pi --mode json'], 'pi'],
  [['-bash'], 'bash'],
  [['C:\\Tools\\claude.exe'], 'claude'],
  [[], ''],
])('the program of %j is %s', (argv, name) => {
  expect(processName(argv)).toBe(name)
})
