import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HeadlessRequest } from '../../../../../main/session/headless/run-headless.ts'
import { HeadlessRig, isUp } from '../../../../support/headless-rig.ts'
import { SkippingClock } from '../../../../support/skipping-clock.ts'

let rig: HeadlessRig

beforeEach(() => {
  rig = new HeadlessRig()
})
afterEach(() => rig.dispose())

const result = (text: string): string => JSON.stringify({ type: 'result', subtype: 'success', result: text })

describe('an answer', () => {
  test('that is as long as a pipe and stops in a line was cut by the end of its tool', async () => {
    expect(await rig.bash('head -c 65536 /dev/zero | tr "\\0" x').done).toMatchObject({
      ok: true,
      value: { lost: 'end', answer: 'x'.repeat(65_536) },
    })
    expect(await rig.bash('head -c 65535 /dev/zero | tr "\\0" x').done).toMatchObject({
      value: { lost: null },
    })
    expect(await rig.bash('head -c 65535 /dev/zero | tr "\\0" x; echo').done).toMatchObject({
      value: { lost: null },
    })
  })

  test('in a stream that has no end mark lacks its end, whatever the exit code says', async () => {
    const message = { type: 'assistant', message: { content: [{ type: 'text', text: 'Half' }] } }
    writeFileSync(join(rig.folder, 'half'), `${JSON.stringify(message)}\n{"type":"result","resu`)
    const run = rig.bash('cat half', { format: 'claude' })
    expect(await run.done).toMatchObject({ ok: true, value: { lost: 'end', answer: 'Half' } })
  })

  test('begins behind a mark of byte order, in text and in a stream', async () => {
    const text = rig.bash(String.raw`printf '\xef\xbb\xbfHello \xef\xbb\xbf'`)
    expect(await text.done).toMatchObject({ value: { text: 'Hello \u{FEFF}' } })
    const stream = rig.bash(String.raw`printf '\xef\xbb'; sleep 0.05; printf '\xbf%s\n' '${result('Hi')}'`, {
      format: 'claude',
    })
    expect(await stream.done).toMatchObject({ value: { answer: 'Hi', lost: null } })
  })

  test('of 40 MB in one line is left out and said, and what follows is read', async () => {
    const script = `printf '{"type":"user","x":"'; head -c 40000000 /dev/zero | tr '\\0' x; echo '"}'; echo '${result('Done')}'`
    const run = rig.bash(script, { format: 'claude' })
    expect(await run.done).toMatchObject({ ok: true, value: { answer: 'Done', lost: null } })
    expect(rig.text).toBe('! {…}\n')
  })
})

describe('a tool that has said that it is done', () => {
  /** Runs a script with a clock that can be told to be later. */
  function start(script: string): { run: ReturnType<HeadlessRig['start']>; clock: SkippingClock } {
    const clock = new SkippingClock()
    const argv: HeadlessRequest['argv'] = ['bash', '-c', script]
    return { run: rig.start(argv, { format: 'claude' }, clock), clock }
  }

  test('and does not end: its answer is given, its process is ended 5 s later', async () => {
    const { run, clock } = start(`echo $$ > main; echo '${result('All')}'; exec sleep 1000`)
    const pid = await rig.pid('main')
    let isGone = false
    void run.gone.then(() => (isGone = true))
    expect(await run.done).toMatchObject({ ok: true, value: { answer: 'All', lost: null } })
    expect([isUp(pid), isGone, rig.runs.has(rig.sessionId)]).toEqual([true, false, true])
    clock.skip(5000)
    await run.gone
    expect([isUp(pid), rig.runs.has(rig.sessionId)]).toEqual([false, false])
  })

  test('and then says more: that is the answer', async () => {
    const { run } = start(`echo '${result('One')}'; sleep 0.1; echo '${result('Two')}'`)
    expect(await run.done).toMatchObject({ ok: true, value: { answer: 'Two' } })
  })

  test('and ends with an error has failed all the same', async () => {
    const { run } = start(`echo '${result('One')}'; exit 3`)
    expect(await run.done).toMatchObject({ ok: false, error: { code: 'headless-exit' } })
  })

  test('and fails is a failure at once', async () => {
    const failed = JSON.stringify({ type: 'result', is_error: true, result: 'No credit' })
    const { run } = start(`echo $$ > main; echo '${failed}'; exec sleep 1000`)
    expect(await run.done).toMatchObject({ ok: false, error: { code: 'headless-exit' } })
    run.interrupt('kill')
    await run.gone
    expect(isUp(await rig.pid('main'))).toBe(false)
  })
})
