import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { repositoryRoot } from '../support/electron-path.ts'
import { createGitGround, type GitGround } from '../support/git.ts'

let ground: GitGround
beforeEach(() => (ground = createGitGround()))
afterEach(() => ground.dispose())

/** Looks for markers as `npm run check` does. */
function look(folder: string) {
  const script = join(repositoryRoot, 'scripts/conflict-markers.mjs')
  const { status, stdout } = spawnSync(process.execPath, [script, folder], {
    env: ground.env,
    encoding: 'utf8',
  })
  return { status, stdout }
}

/** A merge that git could not finish, committed as it was left. */
function committedConflict() {
  const repository = ground.repository('house')
  repository.commit('page.md', 'one\n')
  repository.git('switch', '-q', '-c', 'side')
  repository.commit('page.md', 'side\n')
  repository.git('switch', '-q', 'main')
  repository.commit('page.md', 'main\n')
  repository.tryGit('merge', 'side')
  repository.git('commit', '-q', '-a', '-m', 'merge')
  return repository
}

test('a conflict that was committed is named with its lines', () => {
  const { status, stdout } = look(committedConflict().folder)
  expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([
    'page.md:1:<<<<<<<',
    'page.md:3:=======',
    'page.md:5:>>>>>>>',
    '',
  ])
  expect(status).toBe(1)
})

test('so is one whose last line a formatter has made a quotation', () => {
  const repository = ground.repository('house')
  repository.commit('page.md', '> > > > > > > 56a6167 (Say it)\n')
  expect(look(repository.folder).stdout).toMatch(/^page\.md:1:/)
})

test('a line that only looks like one, and a file that git ignores, are no conflict', () => {
  const repository = ground.repository('house')
  repository.commit('.gitignore', 'out/\n')
  repository.commit('page.md', 'Title\n========\n\n> > quoted twice\n  <<<<<<< indented\n')
  repository.write('out/page.md', '<<<<<<< HEAD\n')
  expect(look(repository.folder)).toEqual({ status: 0, stdout: '' })
})
