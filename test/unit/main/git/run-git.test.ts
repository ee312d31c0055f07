import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findGitFolder, readFacts } from '../../../../main/git/read-facts.ts'
import { createFindProgram } from '../../../../main/environment/find-program.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { createRunGit, type RunGit } from '../../../../main/git/run-git.ts'
import { createGitGround, type GitGround, type TestRepository } from '../../../support/git.ts'
import { pollFor } from '../../../support/poll.ts'

const findProgram = createFindProgram(systemClock)

/** On every Linux. */
const nobody = 65_534

let ground: GitGround
let ran = ''
let trap = ''

beforeEach(() => {
  ground = createGitGround()
  ran = join(ground.root, 'ran')
  trap = script('trap', `echo "$@" >> '${ran}'; cat`)
})
afterEach(() => ground.dispose())

// Each trap is proven to work by git as a user runs it, or the test would prove nothing.
describe('asking git runs no program of the repository', () => {
  test('that watches files', async () => {
    const repository = ground.repository('r')
    repository.git('config', 'core.fsmonitor', trap)
    await expectTrap(repository, () => repository.git('status'))
  })

  test('that is a hook', async () => {
    const repository = ground.repository('r')
    writeFileSync(join(repository.folder, '.git/hooks/post-index-change'), `#!/bin/sh\nexec '${trap}'\n`, {
      mode: 0o755,
    })
    await expectTrap(repository, () => {
      touch(repository)
      repository.git('status')
    })
  })

  test('that filters content, of its own or of an included configuration', async () => {
    const repository = ground.repository('r')
    repository.commit('.gitattributes', '*.txt filter=My.Драйвер\n')
    repository.git('config', 'filter.My.Драйвер.clean', trap)
    repository.git('config', 'filter.My.Драйвер.required', 'true')
    await expectTrap(repository, () => {
      touch(repository)
      repository.git('status')
    })
    const included = join(ground.root, 'included')
    writeFileSync(included, `[filter "x"]\n\tprocess = ${trap}\n`)
    repository.git('config', '--remove-section', 'filter.My.Драйвер')
    repository.git('config', 'include.path', included)
    repository.commit('.gitattributes', '*.txt filter=x\n')
    await expectTrap(repository, () => {
      touch(repository)
      repository.tryGit('status')
    })
  })

  test('that filters content by a name that cannot be turned off: such a repository has no facts', async () => {
    const repository = ground.repository('r')
    repository.write('.git/info/attributes', '*.txt filter=a=b\n')
    repository.git('config', 'filter.a=b.clean', trap)
    touch(repository)
    expect(await ask(repository)).toMatchObject({ kind: 'none' })
    expect(existsSync(ran)).toBe(false)
  })

  test('that a submodule names', async () => {
    const [repository, inner] = [ground.repository('r'), ground.repository('inner')]
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.folder, 'sub')
    const sub = ground.at(join(repository.folder, 'sub'))
    sub.git('config', 'filter.x.clean', trap)
    writeFileSync(join(repository.folder, '.git/modules/sub/info/attributes'), '*.txt filter=x\n')
    const spring = (): void => {
      touch(sub)
      repository.git('status')
    }
    await expectTrap(repository, spring, 'found', sub)
  })

  test('that fetches what a partial clone lacks', async () => {
    const origin = ground.repository('origin')
    origin.git('config', 'uploadpack.allowFilter', 'true')
    origin.git('clone', '--quiet', '--no-checkout', '--filter=tree:0', `file://${origin.folder}`, '../r')
    const repository = ground.at(join(ground.root, 'r'))
    // Git would wait for one that reads.
    trap = script('deaf-trap', `echo ran >> '${ran}'`)
    repository.git('config', 'remote.origin.uploadpack', trap)
    await expectTrap(repository, () => repository.tryGit('status'), 'none')
    repository.git('config', 'remote.origin.url', `ext::${trap} %S`)
    repository.git('config', 'protocol.ext.allow', 'always')
    await expectTrap(repository, () => repository.tryGit('status'), 'none')
  })

  test('of a bare one that is hidden in it', async () => {
    const repository = ground.repository('r')
    repository.git('clone', '--quiet', '--bare', '.', 'hidden')
    const hidden = ground.at(join(repository.folder, 'hidden'))
    hidden.git('config', 'core.bare', 'false')
    hidden.git('config', 'core.worktree', '.')
    hidden.git('config', 'core.fsmonitor', trap)
    await expectTrap(hidden, () => hidden.git('status'), 'none')
  })

  test('but the filters of the user', async () => {
    const repository = ground.repository('r')
    repository.git('config', '--global', 'filter.mine.clean', `echo ran >> '${ran}'; cat`)
    repository.commit('.gitattributes', '*.txt filter=mine\n')
    touch(repository)
    expect(await ask(repository)).toMatchObject({ kind: 'found', value: { dirty: 0 } })
    expect(existsSync(ran)).toBe(true)
  })
})

describe('asking git', () => {
  test('leaves the index as it is, and does not wait for who holds its lock', async () => {
    const repository = ground.repository('r')
    const index = join(repository.folder, '.git/index')
    touch(repository)
    const before = statSync(index)
    expect(await ask(repository)).toMatchObject({ kind: 'found', value: { dirty: 0 } })
    expect(statSync(index)).toMatchObject({ mtimeMs: before.mtimeMs, ino: before.ino })
    writeFileSync(`${index}.lock`, '')
    expect(await ask(repository)).toMatchObject({ kind: 'found', value: { dirty: 0 } })
  })

  test.skipIf(process.getuid?.() !== 0)('knows nothing of a repository of another user', async () => {
    const repository = ground.repository('r')
    for (const path of ['', '.git']) chownSync(join(repository.folder, path), nobody, nobody)
    expect(await ask(repository)).toEqual({ kind: 'none' })
    repository.git('config', '--global', 'safe.directory', repository.folder)
    expect(await ask(repository)).toMatchObject({ kind: 'found' })
  })

  test('is not led to another repository by the environment of the app', async () => {
    const [repository, other] = [ground.repository('r'), ground.repository('other')]
    other.git('checkout', '--quiet', '-b', 'elsewhere')
    const environment = {
      ...ground.env,
      GIT_DIR: join(other.folder, '.git'),
      GIT_WORK_TREE: other.folder,
      GIT_INDEX_FILE: join(other.folder, '.git/index'),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: trap,
    }
    expect(await ask(repository, gitWith(environment))).toMatchObject({
      kind: 'found',
      value: { branch: 'main' },
    })
    expect(existsSync(ran)).toBe(false)
  })

  test('does not run a git that lies in the folder', async () => {
    const repository = ground.repository('r')
    writeFileSync(join(repository.folder, 'git'), `#!/bin/sh\nexec '${trap}'\n`, { mode: 0o755 })
    const environment = { ...ground.env, PATH: `.::${ground.env['PATH'] ?? ''}` }
    expect(await ask(repository, gitWith(environment))).toMatchObject({
      kind: 'found',
    })
    expect(existsSync(ran)).toBe(false)
  })

  test('says so where there is none, and finds it once there is', async () => {
    const repository = ground.repository('r')
    const environment = { ...ground.env, PATH: join(ground.root, 'bin') }
    const runGit = gitWith(environment)
    expect(await runGit(repository.folder, ['status'])).toEqual({ kind: 'missing' })
    script('bin/git', 'echo here')
    expect(await runGit(repository.folder, ['status'])).toEqual({
      kind: 'said',
      text: 'here\n',
      isCut: false,
    })
  })

  test('ends a git that hangs, with its children', async () => {
    const pids = join(ground.root, 'pids')
    // Neither listens to a polite signal.
    const runGit = fakeGit(
      `trap '' TERM HUP; sh -c "trap '' TERM HUP; sleep 600" & echo $$ $! > '${pids}'; wait`,
      {
        timeoutMs: 400,
      },
    )
    expect(await runGit(ground.root, ['status'])).toEqual({ kind: 'unknown' })
    const [own = 0, child = 0] = readFileSync(pids, 'utf8').split(' ').map(Number)
    await pollFor(() => !isAlive(own) && !isAlive(child), { what: 'the end of git and its child' })
  })

  test('ends with whoever asked', async () => {
    const pids = join(ground.root, 'pids')
    const runGit = fakeGit(`echo $$ > '${pids}'; sleep 600; true`)
    const abort = new AbortController()
    const answer = runGit(ground.root, ['status'], abort.signal)
    await pollFor(() => existsSync(pids) && readFileSync(pids, 'utf8') !== '')
    abort.abort()
    expect(await answer).toEqual({ kind: 'unknown' })
    await pollFor(() => !isAlive(Number(readFileSync(pids, 'utf8'))))
  })

  test('reads no more than it may of a git that never ends', async () => {
    const answer = await fakeGit('yes', { maxBytes: 1000 })(ground.root, ['status'])
    expect(answer).toEqual({ kind: 'said', text: 'y\n'.repeat(500), isCut: true })
  })

  test('gives it no input and no terminal', async () => {
    const answer = await fakeGit('cat; (: < /dev/tty) 2>&- || echo none')(ground.root, ['status'])
    expect(answer).toEqual({ kind: 'said', text: 'none\n', isCut: false })
  })
})

/** Expects that git on its own runs the trap, and that asking for the facts, after a file was `touched`, does not. */
async function expectTrap(
  repository: TestRepository,
  spring: () => void,
  kind: 'found' | 'none' = 'found',
  touched = repository,
): Promise<void> {
  spring()
  expect(existsSync(ran), 'the trap works').toBe(true)
  rmSync(ran)
  touch(touched)
  expect(await ask(repository)).toMatchObject({ kind })
  expect(existsSync(ran), 'the trap was sprung by asking').toBe(false)
}

async function ask(repository: TestRepository, by?: RunGit): Promise<unknown> {
  const runGit = by ?? gitWith(ground.env)
  const gitFolder = await findGitFolder(runGit, repository.folder)
  return gitFolder.kind === 'found' ? readFacts(runGit, repository.folder, gitFolder.value) : gitFolder
}

/** Gives the file another time, so that git has to look into it. */
function touch(repository: TestRepository): void {
  const file = join(repository.folder, 'file.txt')
  if (!existsSync(file)) return
  const { mtimeMs } = statSync(file)
  utimesSync(file, new Date(), new Date(mtimeMs - 60_000))
}

type Limits = { readonly timeoutMs?: number; readonly maxBytes?: number }

function gitWith(environment: Record<string, string>, limits: Limits = {}): RunGit {
  return createRunGit({
    environment: async () => environment,
    findProgram,
    platform: process.platform,
    ...limits,
  })
}

function fakeGit(body: string, limits: Limits = {}): RunGit {
  const path = script('bin/git', body)
  const environment = { ...ground.env, PATH: `${join(path, '..')}:${ground.env['PATH'] ?? ''}` }
  return gitWith(environment, limits)
}

function script(name: string, body: string): string {
  const path = join(ground.root, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, `#!/bin/sh\n${body}\n`)
  chmodSync(path, 0o755)
  return path
}

function isAlive(pid: number): boolean {
  try {
    // A process that has ended and that nobody has waited for is still in the table.
    return !/^\d+ \(.*\) Z/su.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
