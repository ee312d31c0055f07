import { describe, expect, test } from 'vitest'
import { sessionPlace } from '../../../../renderer/tabs/session-place.ts'

const codex = { toolName: 'codex', toolDisplayName: 'Codex' }

describe('the second line of a row', () => {
  test('says the folder and the tool', () => {
    expect(sessionPlace({ ...codex, title: 'profile the parser' }, '~/ingest')).toBe('~/ingest  ·  Codex')
  })

  test.each(['codex', 'Codex'])('does not say the tool again under the title %s', (title) => {
    expect(sessionPlace({ ...codex, title }, '~/ingest')).toBe('~/ingest')
  })
})
