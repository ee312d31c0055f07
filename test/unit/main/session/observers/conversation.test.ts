import { expect, test } from 'vitest'
import { parseResumeToken } from '../../../../../app/tool/command.ts'
import { presets } from '../../../../../app/tool/presets/presets.ts'
import { keepConversation } from '../../../../../main/session/observers/conversation.ts'
import { newSession } from '../../../../eval/replay.ts'

test('a tool that tells another conversation with each line has nothing saved at once', () => {
  const claude = presets.find(({ name }) => name === 'claude')
  if (claude === undefined) throw new Error('there is no preset claude')
  const session = newSession(claude)
  const saves: string[] = []
  const registry = {
    change: (_: unknown, change: (one: typeof session) => void) => change(session),
    save: (when: 'now' | 'soon') => {
      saves.push(when)
      return false
    },
  }
  for (let at = 0; at < 500; at++) {
    const token = parseResumeToken(claude, `0b0f5a5e-7c1d-4c0a-9a53-${String(at).padStart(12, '0')}`)
    if (!token.ok) throw new Error(token.error.message)
    keepConversation(registry, session, token.value)
  }
  expect(session.record.resumeToken).toMatch(/499$/u)
  expect(saves).toHaveLength(500)
  expect(saves).not.toContain('now')
})
