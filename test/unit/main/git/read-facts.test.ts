import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { maxDirty } from '../../../../app/git/status.ts'
import type { GitFacts } from '../../../../app/git/status.ts'
import { findGitFolder, readFacts, type Found } from '../../../../main/git/read-facts.ts'
import { createFindProgram } from '../../../../main/environment/find-program.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { createRunGit, type RunGit } from '../../../../main/git/run-git.ts'
import { createGitGround, type GitGround, type TestRepository } from '../../../support/git.ts'

const findProgram = createFindProgram(systemClock)

let ground: GitGround
let runGit: RunGit

beforeEach(() => {
  ground = createGitGround()
  runGit = createRunGit({ environment: async () => ground.env, findProgram, platform: process.platform })
})
afterEach(() => ground.dispose())

describe('a repository', () => {
  test('has a branch, a head and nothing dirty after a commit', async () => {
    const repository = ground.repository('r')
    expect(await facts(repository)).toEqual({
      branch: 'main',
      head: repository.git('rev-parse', '--short=7', 'HEAD').trim(),
      ahead: null,
      behind: null,
      dirty: 0,
      conflicts: [],
      operation: null,
    })
  })

  test('has a branch before its first commit', async () => {
    const repository = ground.repository('r', { isEmpty: true })
    repository.write('новый файл', '')
    expect(await facts(repository)).toMatchObject({ branch: 'main', head: null, dirty: 1 })
  })

  test('has a head and no branch where that is detached', async () => {
    const repository = ground.repository('r')
    repository.git('checkout', '--quiet', '--detach')
    expect(await facts(repository)).toMatchObject({
      branch: null,
      head: expect.stringMatching(/^[0-9a-f]{7}$/),
    })
  })

  test('counts what is changed, added, renamed, removed and new, whatever the names', async () => {
    const repository = ground.repository('r')
    for (const name of ['a', 'b', 'with space', 'removed'])
      repository.commit(name, `${name}, a line to be known by\n`)
    repository.write('a', 'changed\n')
    repository.git('mv', 'b', 'renamed "b"\n')
    repository.git('rm', '--quiet', 'removed')
    repository.write('добавлен', 'x')
    repository.git('add', 'добавлен')
    repository.write('new\nfile', 'x')
    expect((await facts(repository))?.dirty).toBe(5)
  })

  test('is the same one in each of its folders', async () => {
    const repository = ground.repository('r')
    repository.write('sub/folder/new', '')
    repository.write('other', '')
    expect((await facts(ground.at(join(repository.folder, 'sub/folder'))))?.dirty).toBe(2)
  })

  test('is as far from its upstream as they went apart', async () => {
    const [, clone] = withClone()
    clone.commit('mine', '1\n')
    clone.commit('mine', '2\n')
    clone.git('fetch', '--quiet')
    expect(await facts(clone)).toMatchObject({ ahead: 2, behind: 1 })
  })
})

describe('a conflict is named with what is under way', () => {
  test('by a merge', async () => {
    const repository = diverged('тест "it"\n.txt')
    repository.tryGit('merge', 'other')
    expect(await facts(repository)).toMatchObject({
      conflicts: ['тест "it"\uFFFD.txt'],
      operation: 'merge',
      dirty: 1,
    })
    repository.git('merge', '--abort')
    expect(await facts(repository)).toMatchObject({ conflicts: [], operation: null, dirty: 0 })
  })

  test('by a rebase', async () => {
    const repository = diverged('a file')
    repository.tryGit('rebase', 'other')
    expect(await facts(repository)).toMatchObject({
      branch: null,
      conflicts: ['a file'],
      operation: 'rebase',
    })
  })

  test('by a rebase of patches, and by a mailed one', async () => {
    const repository = diverged('a file')
    repository.tryGit('rebase', '--apply', 'other')
    expect(await facts(repository)).toMatchObject({ conflicts: ['a file'], operation: 'rebase' })
    repository.git('rebase', '--abort')
    const [patch = ''] = repository.git('format-patch', '-1', 'other').split('\n')
    repository.tryGit('am', '--3way', patch)
    expect(await facts(repository)).toMatchObject({ conflicts: ['a file'], operation: 'am' })
  })

  test('by a cherry-pick and a revert', async () => {
    const repository = diverged('a file')
    repository.tryGit('cherry-pick', 'other')
    expect(await facts(repository)).toMatchObject({ conflicts: ['a file'], operation: 'cherry-pick' })
    repository.git('cherry-pick', '--abort')
    repository.commit('a file', 'a third\n')
    repository.tryGit('revert', '--no-edit', 'HEAD~1')
    expect(await facts(repository)).toMatchObject({ conflicts: ['a file'], operation: 'revert' })
  })

  test('by a stash, of which git keeps no mark', async () => {
    const repository = diverged('a file')
    repository.write('a file', 'stashed\n')
    repository.git('stash')
    repository.commit('a file', 'went on\n')
    repository.tryGit('stash', 'pop')
    expect(await facts(repository)).toMatchObject({ conflicts: ['a file'], operation: null })
  })

  test('by a pull', async () => {
    const [, clone] = withClone()
    clone.commit('file.txt', 'mine\n')
    clone.tryGit('pull', '--no-rebase')
    expect(await facts(clone)).toMatchObject({ conflicts: ['file.txt'], operation: 'merge', behind: 1 })
  })

  test('in the worktree where it is, and in no other', async () => {
    const repository = diverged('a file')
    repository.git('worktree', 'add', '--quiet', '-b', 'third', join(ground.root, 'tree'))
    const tree = ground.at(join(ground.root, 'tree'))
    tree.tryGit('merge', 'other')
    expect(await facts(tree)).toMatchObject({
      branch: 'third',
      conflicts: ['a file'],
      operation: 'merge',
    })
    expect(await facts(repository)).toMatchObject({ branch: 'main', conflicts: [], operation: null })
  })

  test('also where there is more to say than is read', async () => {
    const repository = diverged('z')
    for (let count = 0; count < 30; count += 1) repository.write(`many/${count}`, 'x')
    repository.git('add', 'many')
    repository.git('commit', '--quiet', '--message', 'Many')
    repository.tryGit('merge', 'other')
    for (let count = 0; count < 30; count += 1) repository.write(`many/${count}`, 'other')
    runGit = createRunGit({
      environment: async () => ground.env,
      findProgram,
      platform: process.platform,
      maxBytes: 500,
    })
    expect(await facts(repository)).toMatchObject({ branch: 'main', dirty: maxDirty, conflicts: ['z'] })
    expect((await facts(ground.at(join(repository.folder, 'many'))))?.conflicts).toEqual(['z'])
  })
})

describe('a folder', () => {
  test('of a submodule is a repository of its own, whose commits count outside and whose files do not', async () => {
    const [repository, inner] = [ground.repository('r'), ground.repository('inner')]
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.folder, 'sub')
    repository.git('commit', '--quiet', '--message', 'Add a submodule')
    const sub = ground.at(join(repository.folder, 'sub'))
    sub.write('file.txt', 'changed\n')
    expect(await facts(sub)).toMatchObject({ branch: 'main', dirty: 1 })
    expect(await facts(repository)).toMatchObject({ dirty: 0 })
    sub.git('-c', 'user.name=R', '-c', 'user.email=r@example.invalid', 'commit', '-qam', 'Inside')
    expect(await facts(repository)).toMatchObject({ dirty: 1 })
  })

  test('in no repository, of one that lost its .git, or that is gone has no facts', async () => {
    expect(await look(ground.folder('plain'))).toEqual({ kind: 'none' })
    const repository = ground.repository('r')
    rmSync(join(repository.folder, '.git'), { recursive: true })
    expect(await look(repository.folder)).toEqual({ kind: 'none' })
    rmSync(repository.folder, { recursive: true })
    expect(await look(repository.folder)).toEqual({ kind: 'none' })
  })

  test('that is git’s own, or a bare repository, has no facts', async () => {
    const repository = ground.repository('r')
    expect(await look(join(repository.folder, '.git'))).toEqual({ kind: 'none' })
    repository.git('clone', '--quiet', '--bare', '.', 'bare')
    expect(await look(join(repository.folder, 'bare'))).toEqual({ kind: 'none' })
  })
})

async function look(folder: string): Promise<Found<GitFacts>> {
  const gitFolder = await findGitFolder(runGit, folder)
  return gitFolder.kind === 'found' ? readFacts(runGit, folder, gitFolder.value) : gitFolder
}

async function facts(repository: TestRepository): Promise<GitFacts | null> {
  const found = await look(repository.folder)
  return found.kind === 'found' ? found.value : null
}

/** A repository whose branches `main` and `other` disagree on a file. */
function diverged(file: string): TestRepository {
  const repository = ground.repository('diverged')
  repository.commit(file, 'base\n')
  repository.git('checkout', '--quiet', '-b', 'other')
  repository.commit(file, 'theirs\n')
  repository.git('checkout', '--quiet', 'main')
  repository.commit(file, 'ours\n')
  return repository
}

/** A repository that went on by a commit to `file.txt` since it was cloned, and the clone. */
function withClone(): readonly [TestRepository, TestRepository] {
  const origin = ground.repository('origin')
  origin.git('clone', '--quiet', '.', join(ground.root, 'clone'))
  const clone = ground.at(join(ground.root, 'clone'))
  clone.git('config', 'user.name', 'Wren')
  clone.git('config', 'user.email', 'wren@example.invalid')
  origin.commit('file.txt', 'theirs\n')
  return [origin, clone]
}
