import { expect, test } from 'vitest'
import { mergeTools } from '../../../../app/tool/presets/merge-tools.ts'
import { signaturesOf } from '../../../../app/tool/signatures.ts'

const named = (own: Readonly<Record<string, unknown>>) =>
  new Map(signaturesOf(mergeTools(own).tools).map((signature) => [signature.tool, signature]))

test('agents with a signature are looked for, with the line in which they say how they are resumed', () => {
  const signature = [{ region: { kind: 'title' }, regex: '^Mine$' }]
  const found = named({
    mine: {
      displayName: 'Mine',
      command: ['mine'],
      signature,
      resume: { resumeArgs: [], pattern: '^mine (?<token>x)' },
    },
  })
  expect(found.get('mine')).toEqual({
    tool: 'mine',
    conditions: signature,
    resumePattern: '^mine (?<token>x)',
  })
})

test('shells, programs and agents without a signature are not', () => {
  const signature = [{ contains: 'db=>' }]
  const found = named({
    db: { displayName: 'Database', command: ['db'], promptPattern: '^db=> ', signature },
    codex: { signature: null },
  })
  expect(['db', 'codex', 'shell', 'aider'].map((name) => found.has(name))).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect(found.has('claude')).toBe(true)
})
