import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { AbsolutePathSchema, type AbsolutePath } from '../../app/session/session.ts'

/** A folder for repositories of one test, with a home that holds no settings of whoever runs it. */
export type GitGround = {
  readonly root: string
  /** For git as a user runs it. */
  readonly env: Record<string, string>
  /** Makes a folder that is in no repository. */
  folder(name: string): AbsolutePath
  /** Makes a repository with its first commit on `main`; `isEmpty` leaves that out. */
  repository(name: string, options?: { isEmpty?: boolean }): TestRepository
  /** Takes a folder that git made (a worktree, a submodule) as a repository. */
  at(folder: string): TestRepository
  dispose(): void
}

/** A working tree to do things in. */
export type TestRepository = {
  readonly folder: AbsolutePath
  /** Runs git in it and returns what it printed. @throws with git's own words if it fails */
  git(...args: string[]): string
  /** Runs git in it, which may fail, as an operation that ends in a conflict does. */
  tryGit(...args: string[]): void
  /** Writes a file below it, with the folders it is in. */
  write(path: string, text: string): void
  /** Writes a file and commits everything. */
  commit(path: string, text: string): void
}

/** Makes the ground; `dispose` takes it away with all that was made on it. */
export function createGitGround(): GitGround {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'roost-git-')))
  const home = join(root, 'home')
  mkdirSync(home)
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_EDITOR: 'true',
    LC_ALL: 'C',
  }
  const at = (folder: string): TestRepository => repositoryAt(folder, env)
  const folder = (name: string): AbsolutePath => {
    mkdirSync(join(root, name), { recursive: true })
    return v.parse(AbsolutePathSchema, join(root, name))
  }
  return {
    root,
    env,
    folder,
    at,
    repository(name, options = {}) {
      const repository = at(folder(name))
      repository.git('-c', 'init.defaultBranch=main', 'init', '--quiet')
      repository.git('config', 'user.name', 'Rook')
      repository.git('config', 'user.email', 'rook@example.invalid')
      if (options.isEmpty !== true) repository.commit('file.txt', 'one\n')
      return repository
    },
    dispose: () => rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  }
}

function repositoryAt(path: string, env: Record<string, string>): TestRepository {
  const folder = v.parse(AbsolutePathSchema, path)
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return {
    folder,
    git,
    write,
    tryGit: (...args) => void spawnSync('git', args, { cwd: folder, env, stdio: 'ignore' }),
    commit(file, text) {
      write(file, text)
      git('add', '--all')
      git('commit', '--quiet', '--message', `Change ${JSON.stringify(file)}`)
    },
  }
}
