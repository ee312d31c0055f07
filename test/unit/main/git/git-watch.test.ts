import { rmSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { GitFacts } from '../../../../app/git/status.ts'
import { AbsolutePathSchema, makeSessionId, type SessionId } from '../../../../app/session/session.ts'
import { createGitWatch, type GitWatch } from '../../../../main/git/git-watch.ts'
import { createFindProgram } from '../../../../main/environment/find-program.ts'
import { createRunGit, type GitAnswer, type RunGit } from '../../../../main/git/run-git.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { createGitGround, type GitGround } from '../../../support/git.ts'
import { pollFor } from '../../../support/poll.ts'
import { VirtualClock } from '../../../eval/virtual-clock.ts'

const findProgram = createFindProgram(systemClock)

const [one, two] = [makeSessionId(1, 'aaaa'), makeSessionId(2, 'bbbb')]
let told: [SessionId, GitFacts | null][] = []
let watch: GitWatch

beforeEach(() => {
  told = []
})
afterEach(() => watch.dispose())

/** The facts of a session as they were told last. */
const lastTold = (id: SessionId) => told.filter(([session]) => session === id).at(-1)?.[1] ?? null

describe('with git itself', () => {
  let ground: GitGround

  beforeEach(() => {
    ground = createGitGround()
    const runGit = createRunGit({
      environment: async () => ground.env,
      findProgram,
      platform: process.platform,
    })
    watch = createGitWatch({ runGit, clock: systemClock, onFacts: (id, facts) => told.push([id, facts]) })
  })
  afterEach(() => ground.dispose())

  test('a conflict is seen as it comes and as it goes, without a poke', async () => {
    const repository = ground.repository('r')
    repository.git('checkout', '--quiet', '-b', 'other')
    repository.commit('file.txt', 'theirs\n')
    repository.git('checkout', '--quiet', 'main')
    repository.commit('file.txt', 'ours\n')
    watch.follow(one, repository.folder)
    await pollFor(() => lastTold(one)?.branch === 'main')
    repository.tryGit('merge', 'other')
    await pollFor(() => lastTold(one)?.conflicts[0] === 'file.txt', { timeoutMs: 5000 })
    repository.git('merge', '--abort')
    await pollFor(() => lastTold(one)?.operation === null, { timeoutMs: 5000 })
  })

  test('a worktree is watched where git keeps what belongs to it', async () => {
    const repository = ground.repository('r')
    repository.git('worktree', 'add', '--quiet', '-b', 'second', '../tree')
    const tree = ground.at(join(ground.root, 'tree'))
    watch.follow(one, tree.folder)
    await pollFor(() => lastTold(one)?.branch === 'second')
    tree.git('checkout', '--quiet', '-b', 'third')
    await pollFor(() => lastTold(one)?.branch === 'third', { timeoutMs: 5000 })
  })

  test('a folder becomes a repository, stops being one, and is one again', async () => {
    const repository = ground.repository('r')
    watch.follow(one, repository.folder)
    await pollFor(() => lastTold(one) !== null)
    rmSync(join(repository.folder, '.git'), { recursive: true })
    await pollFor(() => told.at(-1)?.[1] === null, { timeoutMs: 5000 })
    repository.git('-c', 'init.defaultBranch=again', 'init', '--quiet')
    watch.poke(one)
    await pollFor(() => lastTold(one)?.branch === 'again')
    repository.git('checkout', '--quiet', '-b', 'watched')
    await pollFor(() => lastTold(one)?.branch === 'watched', { timeoutMs: 5000 })
    rmSync(repository.folder, { recursive: true })
    watch.refreshAll()
    await pollFor(() => lastTold(one) === null)
  })
})

describe('git is asked', () => {
  const folder = v.parse(AbsolutePathSchema, '/somewhere')
  let clock: VirtualClock
  let asked: string[] = []
  let answers: ((answer: GitAnswer) => void)[] = []
  let atOnce = 0
  let most = 0
  let changed: ((name: string | null) => void) | null = null

  beforeEach(() => {
    clock = new VirtualClock(1_000_000)
    ;[asked, answers, atOnce, most, changed] = [[], [], 0, 0, null]
  })

  test('once for two sessions of one folder, and both are told', async () => {
    start(saying)
    watch.follow(one, folder)
    watch.follow(two, folder)
    await pass(0)
    expect(asked).toEqual(['/somewhere'])
    expect(told.map(([id, facts]) => [id, facts?.branch])).toEqual([
      [one, 'main'],
      [two, 'main'],
    ])
    watch.unfollow(one)
    watch.poke(two)
    await pass(1000)
    expect(asked).toHaveLength(2)
    expect(told).toHaveLength(2)
    watch.unfollow(two)
    watch.poke(two)
    await pass(5000)
    expect(asked).toHaveLength(2)
  })

  test('300 ms after the first poke, and not again within a second, however many come', async () => {
    start(saying)
    watch.follow(one, folder)
    await pass(5000)
    for (let time = 0; time < 2000; time += 50) {
      watch.poke(one)
      await pass(50)
    }
    expect(asked).toHaveLength(3)
    await pass(5000)
    expect(asked).toHaveLength(4)
  })

  test('once more where a poke came while it was at work', async () => {
    start(waiting)
    watch.follow(one, folder)
    await pass(0)
    watch.poke(one)
    watch.poke(one)
    await pass(3000)
    expect(asked).toHaveLength(1)
    answers.shift()?.({ kind: 'refused', exitCode: 128 })
    await pass(10_000)
    expect(asked).toHaveLength(2)
  })

  test('when its folder changes, but for what only comes and goes', async () => {
    start(saying)
    watch.follow(one, v.parse(AbsolutePathSchema, process.cwd()))
    await pass(2000)
    changed?.('index.lock')
    await pass(2000)
    expect(asked).toHaveLength(1)
    changed?.('MERGE_HEAD')
    await pass(2000)
    expect(asked).toHaveLength(2)
  })

  test('ever more rarely where it cannot tell in time, and the last facts stay', async () => {
    let isSlow = false
    start((args) => (isSlow ? Promise.resolve({ kind: 'unknown' }) : saying(args)))
    watch.follow(one, folder)
    await pass(2000)
    isSlow = true
    const times: number[] = []
    watch.refreshAll()
    for (let second = 0; second < 200; second += 1) {
      const before = asked.length
      await pass(1000)
      if (asked.length > before) times.push(second)
      watch.poke(one)
    }
    expect(times).toEqual([0, 30, 90])
    expect(lastTold(one)?.branch).toBe('main')
    expect(told).toHaveLength(1)
  })

  test('about four folders at a time', async () => {
    start(waiting)
    for (let count = 1; count <= 10; count += 1)
      watch.follow(makeSessionId(count, 'aaaa'), v.parse(AbsolutePathSchema, `/folder/${count}`))
    await pass(0)
    for (let count = 0; count < 10; count += 1) {
      answers.shift()?.({ kind: 'refused', exitCode: 128 })
      await pass(0)
    }
    expect([asked.length, most]).toEqual([10, 4])
  })

  test('and where there is no git, nothing is told', async () => {
    start(() => Promise.resolve({ kind: 'missing' }))
    watch.follow(one, folder)
    await pass(2000)
    watch.poke(one)
    await pass(2000)
    expect([asked.length, told.length]).toEqual([2, 0])
  })

  test('no more once it is over, and nobody is told', async () => {
    start(waiting)
    watch.follow(one, folder)
    await pass(0)
    watch.dispose()
    watch.poke(one)
    watch.refreshAll()
    answers.shift()?.({ kind: 'said', text: '/', isCut: false })
    await pass(10_000)
    expect([asked.length, told.length]).toEqual([1, 0])
  })

  /** Lets time pass, with what is done in it: a look at files ends before those that are begun after it. */
  async function pass(ms: number): Promise<void> {
    const end = clock.now() + ms
    do {
      clock.passTo(Math.min(end, clock.now() + 250))
      for (let round = 0; round < 3; round += 1)
        await Promise.all(Array.from({ length: 8 }, () => stat(process.cwd())))
    } while (clock.now() < end)
  }

  function start(answer: (args: readonly string[]) => Promise<GitAnswer>): void {
    const runGit: RunGit = async (path, args) => {
      // The first of the questions of a look.
      if (args[0] === 'rev-parse') asked.push(path)
      atOnce += 1
      most = Math.max(most, atOnce)
      const said = await answer(args)
      atOnce -= 1
      return said
    }
    watch = createGitWatch({
      runGit,
      clock,
      onFacts: (id, facts) => told.push([id, facts]),
      watchFolder: (_, onChange) => {
        changed = onChange
        return () => (changed = null)
      },
    })
  }

  function saying(args: readonly string[]): Promise<GitAnswer> {
    if (args[0] === 'config') return Promise.resolve({ kind: 'refused', exitCode: 1 })
    const text = args[0] === 'rev-parse' ? `${process.cwd()}\n` : '# branch.head main\0'
    return Promise.resolve({ kind: 'said', text, isCut: false })
  }

  function waiting(): Promise<GitAnswer> {
    return new Promise((resolve) => answers.push(resolve))
  }
})
