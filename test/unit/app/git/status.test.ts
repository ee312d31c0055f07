import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  maxConflicts,
  maxDirty,
  operationOf,
  parseStatus,
  parseUnmerged,
  sameFacts,
  type GitFacts,
} from '../../../../app/git/status.ts'

const oid = '1234567890abcdef1234567890abcdef12345678'
const hashes = `100644 100644 100644 ${oid} ${oid}`

describe('the status of a repository', () => {
  test('names the branch, where it is, and how far from its upstream', () => {
    const text = status(`# branch.oid ${oid}`, '# branch.head feature/имя', '# branch.upstream o/m', ab(2, 3))
    expect(parseStatus(text)).toEqual({
      branch: 'feature/имя',
      head: '1234567',
      ahead: 2,
      behind: 3,
      dirty: 0,
      conflicts: [],
    })
  })

  test('has no branch where the head is detached, and no head before the first commit', () => {
    const detached = parseStatus(status(`# branch.oid ${oid}`, '# branch.head (detached)'))
    expect(detached).toMatchObject({ branch: null, head: '1234567', ahead: null, behind: null })
    const fresh = parseStatus(status('# branch.oid (initial)', '# branch.head main'))
    expect(fresh).toMatchObject({ branch: 'main', head: null })
  })

  test('does not count commits where git did not', () => {
    expect(parseStatus(status(`# branch.oid ${oid}`, '# branch.ab +? -?'))).toMatchObject({ ahead: null })
  })

  test('counts a rename once, whatever the path it had looks like', () => {
    const text = status(
      `2 R. N... ${hashes} R100 new name`,
      `u UU N... not an entry`,
      `1 .M N... ${hashes} b`,
      '? c',
    )
    expect(parseStatus(text)).toMatchObject({ dirty: 3, conflicts: [] })
  })

  test('takes paths with spaces, quotes and line breaks whole, and shows what cannot be shown as a mark', () => {
    const text = status(
      unmerged('a file.txt'),
      unmerged('двое "в" кавычках'),
      unmerged('line\nbreak\u001b[31m'),
      unmerged('txt\u202efdp.exe'),
    )
    expect(parseStatus(text).conflicts).toEqual([
      'a file.txt',
      'двое "в" кавычках',
      'line\uFFFDbreak\uFFFD[31m',
      'txt\uFFFDfdp.exe',
    ])
  })

  test('shows the first conflicts of many, and the end of a path that is too long', () => {
    const many = Array.from({ length: maxConflicts + 10 }, (_, index) => unmerged(`file ${index}`))
    expect(parseStatus(status(...many))).toMatchObject({ dirty: maxConflicts + 10 })
    expect(parseStatus(status(...many)).conflicts).toHaveLength(maxConflicts)
    const [long = ''] = parseStatus(status(unmerged(`${'folder/'.repeat(500)}name.txt`))).conflicts
    expect(long).toHaveLength(300)
    expect(long).toMatch(/^….*\/name\.txt$/u)
  })

  test('is of many files where they are many, or where it was cut', () => {
    const many = status(...Array.from({ length: maxDirty + 1 }, (_, index) => `? ${index}`))
    expect(parseStatus(many).dirty).toBe(maxDirty)
    expect(parseStatus('# branch.head main\0? a\0? half of a na', true)).toMatchObject({
      branch: 'main',
      dirty: maxDirty,
    })
  })

  test('leaves out what was cut in the middle and what a later git may add', () => {
    expect(parseStatus('# stash 2\0! ignored\0x new\0? a\0? b').dirty).toBe(1)
  })

  test('is read from anything at all', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('# ', '1 ', '2 ', 'u ', '? '))), (parts) => {
        const { dirty, conflicts } = parseStatus(parts.join('\0'))
        expect(dirty).toBeLessThanOrEqual(parts.length)
        expect(conflicts.length).toBeLessThanOrEqual(dirty)
      }),
    )
  })
})

test('unmerged files of an index are named once, whichever sides have them', () => {
  const text = status(`100644 ${oid} 1\ta\tb`, `100644 ${oid} 2\ta\tb`, `100644 ${oid} 3\tc`)
  expect(parseUnmerged(text)).toEqual(['a\uFFFDb', 'c'])
})

test('the operation under way is told by what git keeps; a rebase is the outer one', () => {
  expect(operationOf(new Set())).toBeNull()
  expect(operationOf(new Set(['MERGE_HEAD']))).toBe('merge')
  expect(operationOf(new Set(['CHERRY_PICK_HEAD']))).toBe('cherry-pick')
  expect(operationOf(new Set(['REVERT_HEAD']))).toBe('revert')
  expect(operationOf(new Set(['rebase-merge', 'CHERRY_PICK_HEAD', 'MERGE_HEAD']))).toBe('rebase')
  expect(operationOf(new Set(['rebase-apply']))).toBe('rebase')
  expect(operationOf(new Set(['rebase-apply', 'rebase-apply/applying']))).toBe('am')
})

test('two readings are the same if all they say is', () => {
  const facts: GitFacts = { ...parseStatus(status(unmerged('a'))), operation: 'merge' }
  expect(sameFacts(facts, { ...facts, conflicts: ['a'] })).toBe(true)
  expect(sameFacts(facts, { ...facts, conflicts: ['b'] })).toBe(false)
  expect(sameFacts(facts, { ...facts, operation: null })).toBe(false)
  expect(sameFacts(facts, null)).toBe(false)
  expect(sameFacts(null, null)).toBe(true)
})

function status(...entries: readonly string[]): string {
  return entries.map((entry) => `${entry}\0`).join('')
}

function ab(ahead: number, behind: number): string {
  return `# branch.ab +${ahead} -${behind}`
}

function unmerged(path: string): string {
  return `u UU N... 100644 100644 100644 100644 ${oid} ${oid} ${oid} ${path}`
}
