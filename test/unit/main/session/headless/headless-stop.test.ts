import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock, type Clock } from '../../../../../main/base/clock.ts'
import { interruptStepMs } from '../../../../../main/process/interrupt-tree.ts'
import { HeadlessRig, isUp } from '../../../../support/headless-rig.ts'
import { pollFor } from '../../../../support/poll.ts'

let rig: HeadlessRig

beforeEach(() => {
  rig = new HeadlessRig()
})
afterEach(() => rig.dispose())

const deaf = `trap '' INT TERM; echo $$ > main; echo up; while :; do sleep 0.1; done`

/** Ten times as fast as the machine's. */
const quickClock: Clock = {
  ...systemClock,
  now: () => systemClock.now() * 10,
  setTimer: (run, ms) => systemClock.setTimer(run, ms / 10),
}

describe('an interrupt', () => {
  test('is a Ctrl-C: a tool may say goodbye, and what it printed is kept', async () => {
    const run = rig.bash(`trap 'echo bye; exit 130' INT; echo up; while :; do sleep 0.1; done`)
    await rig.shows('up')
    run.interrupt()
    expect(await run.done).toMatchObject({
      ok: false,
      error: { code: 'headless-interrupted' },
      end: { kind: 'exit', code: 130 },
      printed: 'up\nbye\n',
      lastLines: ['up', 'bye'],
    })
  })

  test('is one, though the tool exits with 0 after it', async () => {
    const run = rig.bash(`trap 'exit 0' INT; echo up; while :; do sleep 0.1; done`)
    await rig.shows('up')
    run.interrupt()
    expect(await run.done).toMatchObject({ ok: false, error: { code: 'headless-interrupted' } })
  })

  test('ends the whole tree: children, those of other sessions and groups, and the deaf', async () => {
    const run = rig.bash(`
      sleep 1000 & echo $! > child
      setsid bash -c 'echo $$ > setsid; exec sleep 1000' &
      (trap '' INT TERM HUP; echo $BASHPID > deaf; while :; do sleep 0.1; done) &
      python3 -c 'import os, time; os.setsid(); open("python", "w").write(str(os.getpid())); time.sleep(1000)' &
      trap 'exit 1' INT; echo up; while :; do sleep 0.1; done`)
    const pids = await Promise.all(['child', 'setsid', 'deaf', 'python'].map((name) => rig.pid(name)))
    await rig.shows('up')
    run.interrupt()
    run.interrupt()
    run.interrupt()
    expect(await run.done).toMatchObject({ ok: false, error: { code: 'headless-interrupted' } })
    expect(pids.filter(isUp)).toEqual([])
    expect(rig.runs.has(rig.sessionId)).toBe(false)
  })

  test('goes up by itself: asked, told, ended, 3 s for each', async () => {
    const run = rig.start(['bash', '-c', deaf], {}, quickClock)
    await rig.shows('up')
    const began = quickClock.now()
    run.interrupt()
    expect(await run.done).toMatchObject({ ok: false, end: { kind: 'signal', signal: 'SIGKILL' } })
    const took = quickClock.now() - began
    expect(took).toBeGreaterThan(2 * interruptStepMs - 100)
  })

  test('that is said again goes to the next step at once', async () => {
    const run = rig.bash(deaf)
    await rig.shows('up')
    const began = performance.now()
    run.interrupt()
    run.interrupt()
    run.interrupt()
    await run.done
    expect(performance.now() - began).toBeLessThan(interruptStepMs)
  })

  test('may begin further up', async () => {
    const run = rig.bash(
      `trap 'echo asked' INT; trap 'echo told; exit 1' TERM; echo up; while :; do sleep 0.1; done`,
    )
    await rig.shows('up')
    run.interrupt('terminate')
    expect(await run.done).toMatchObject({ ok: false, end: { kind: 'exit', code: 1 } })
    expect(rig.text).toMatch(/^up\n(?!asked).*told\n$/su)
  })

  test('after the end changes nothing', async () => {
    const run = rig.bash('echo done')
    const result = await run.done
    run.interrupt('kill')
    expect(await run.done).toBe(result)
    expect(result.ok).toBe(true)
  })

  test('before the tool is up ends it as well', async () => {
    const run = rig.bash('sleep 1000')
    run.interrupt('terminate')
    expect(await run.done).toMatchObject({ ok: false, error: { code: 'headless-interrupted' } })
  })

  test('leaves another run alone', async () => {
    const other = new HeadlessRig()
    try {
      const kept = other.bash('echo up; sleep 1000')
      await other.shows('up')
      const run = rig.bash('echo up; sleep 1000')
      await rig.shows('up')
      run.interrupt('kill')
      await run.done
      expect(other.runs.has(other.sessionId)).toBe(true)
      kept.interrupt('kill')
      expect(await kept.done).toMatchObject({ ok: false, end: { signal: 'SIGKILL' } })
    } finally {
      await other.dispose()
    }
  })
})

describe('a time limit', () => {
  test('on silence ends a run that prints nothing', async () => {
    const run = rig.bash('echo up; exec sleep 1000', { idleMs: 1000 })
    expect(await run.done).toMatchObject({
      ok: false,
      error: { code: 'headless-timeout' },
      printed: 'up\n',
      end: { kind: 'signal', signal: 'SIGINT' },
    })
  })

  test('on silence begins again with whatever is printed, also to the log', async () => {
    const run = rig.bash('for i in 1 2 3 4 5 6; do sleep 0.2; echo $i >&2; done', { idleMs: 1000 })
    expect(await run.done).toMatchObject({ ok: true })
  })

  test('on silence does not count while the tool waits for its reader', async () => {
    const run = rig.bash('head -c 200000 /dev/zero', {
      idleMs: 200,
      onText: () => new Promise((resolve) => setTimeout(resolve, 500)),
    })
    expect(await run.done).toMatchObject({ ok: true })
  })

  test('on the whole run ends one that never stops printing', async () => {
    const run = rig.bash('while :; do echo x; sleep 0.01; done', { idleMs: 5000, totalMs: 500 })
    expect(await run.done).toMatchObject({ ok: false, error: { code: 'headless-timeout' } })
  })

  test('ends the deaf as well', async () => {
    const run = rig.start(['bash', '-c', deaf], { totalMs: 10_000 }, quickClock)
    expect(await run.done).toMatchObject({
      ok: false,
      error: { code: 'headless-timeout' },
      end: { kind: 'signal', signal: 'SIGKILL' },
    })
    expect(isUp(await rig.pid('main'))).toBe(false)
  })

  test('that is not reached leaves no timer and no trace', async () => {
    const pending = new Set<object>()
    const counting = {
      ...systemClock,
      setTimer: (run: () => void, ms: number) => {
        const entry = {}
        pending.add(entry)
        const cancel = systemClock.setTimer(() => {
          pending.delete(entry)
          run()
        }, ms)
        return () => {
          pending.delete(entry)
          cancel()
        }
      },
    }
    const run = rig.start(['bash', '-c', 'echo done'], { idleMs: 60_000, totalMs: 60_000 }, counting)
    expect(await run.done).toMatchObject({ ok: true })
    await pollFor(() => pending.size === 0)
  })
})
