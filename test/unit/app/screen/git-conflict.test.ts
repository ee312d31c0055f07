import { describe, expect, test } from 'vitest'
import { readConflict } from '../../../../app/screen/git-conflict.ts'

const merge = [
  'Auto-merging app/menu.ts',
  'CONFLICT (content): Merge conflict in app/menu.ts',
  'Automatic merge failed; fix conflicts and then commit the result.',
]
const rebase = [
  'Auto-merging a.ts',
  'CONFLICT (content): Merge conflict in a.ts',
  'error: could not apply 1a2b3c4... Say it otherwise',
  'hint: Resolve all conflicts manually, mark them as resolved with',
]
const cherryPick = [
  'error: could not apply 0f3d5e9... Mend it',
  'hint: After resolving the conflicts, mark them',
]
const stash = [
  'CONFLICT (content): Merge conflict in b.ts',
  'The stash entry is kept in case you need it again.',
]

const on = (...files: readonly string[]): unknown => ({ kind: 'on', files })
const off = { kind: 'off' }

describe('a conflict', () => {
  test.each([
    ['a merge', merge, ['app/menu.ts']],
    ['a rebase', rebase, ['a.ts']],
    ['a cherry-pick', cherryPick, []],
    ['a stash', stash, ['b.ts']],
    ['a status', ['Unmerged paths:', '  both modified:   a.ts'], []],
    ['a second merge', ['error: Merging is not possible because you have unmerged files.'], []],
  ])('is told by %s', (_, lines, files) => {
    expect(readConflict(['$ git', ...lines, '$ '])).toEqual(on(...files))
  })

  test.each(['│ ', '  ⎿  ', '┃ ', '     ', '└ '])('is seen in the frame of an agent: “%s”', (frame) => {
    expect(readConflict(['● Bash(git merge x)', ...merge.map((line) => frame + line)])).toEqual(
      on('app/menu.ts'),
    )
  })

  test('is none where somebody only speaks of it', () => {
    expect(readConflict([])).toBeNull()
    expect(readConflict(['$ git merge x', 'Already up to date.'])).toBeNull()
    expect(
      readConflict(['● There was a CONFLICT (content): Merge conflict in a.ts', 'It is resolved.']),
    ).toBeNull()
    expect(readConflict(['the file that needs merge is a.ts'])).toBeNull()
  })
})

describe('a conflict that is over', () => {
  test.each([
    ['a commit of the merge', 'All conflicts fixed but you are still merging.'],
    ['a merge', "Merge made by the 'ort' strategy."],
    ['a rebase', 'Successfully rebased and updated refs/heads/main.'],
    ['the end of a rebase', 'No rebase in progress?'],
    ['a stash', 'Dropped refs/stash@{0} (1a2b3c4d)'],
    ['a reset', 'HEAD is now at 1a2b3c4 Say it'],
  ])('is told by %s', (_, line) => {
    expect(readConflict([...rebase, line])).toEqual(off)
    expect(readConflict([line])).toEqual(off)
    expect(readConflict(['⎿  ' + line])).toEqual(off)
  })

  test('is on again where git says so later, with the files of then alone', () => {
    expect(readConflict([...merge, 'HEAD is now at 1a2b3c4 Say it', ...stash])).toEqual(on('b.ts'))
  })
})

describe('the files of a conflict', () => {
  test('are named each once, as git names them', () => {
    const lines = [
      'CONFLICT (content): Merge conflict in a file.ts',
      'CONFLICT (add/add): Merge conflict in ü/日本.ts',
      'CONFLICT (content): Merge conflict in a file.ts',
      'CONFLICT (modify/delete): old.ts deleted in HEAD and modified in 1a2b3c4.  Version 1a2b3c4 of old.ts left in tree.',
    ]
    expect(readConflict(lines)).toEqual(on('a file.ts', 'ü/日本.ts', 'old.ts'))
  })

  test('are no more than can be shown', () => {
    const lines = Array.from({ length: 200 }, (_, at) => `CONFLICT (content): Merge conflict in ${at}.ts`)
    const reading = readConflict(lines)
    expect(reading?.kind === 'on' && reading.files.length).toBe(50)
  })
})

test.each([
  ['CONFLICT (rename/delete): a.ts renamed to b.ts in HEAD, but deleted in feature.', 'a.ts'],
  ['CONFLICT (rename/rename): a.ts renamed to b.ts in HEAD and to c.ts in feature.', 'a.ts'],
  ['CONFLICT (modify/delete): a.ts deleted in HEAD and modified in feature.', 'a.ts'],
  ['│ CONFLICT (content): Merge conflict in src/a b.ts   │', 'src/a b.ts'],
])('names the file of %s', (line, file) => {
  expect(readConflict([line])).toEqual({ kind: 'on', files: [file] })
})

test('an index that still needs a merge is a conflict', () => {
  expect(readConflict(['a.ts: needs merge'])).toEqual({ kind: 'on', files: [] })
})
