import { describe, expect, test } from 'vitest'
import type { Claim, Evidence } from '../../../../app/activity/evidence.ts'
import { hungAfterMs } from '../../../../app/activity/ticks.ts'
import { nextWakeAt, observe, passTime } from '../../../../app/activity/monitor.ts'
import {
  after,
  approval,
  begun,
  finished,
  idle,
  key,
  kindsShown,
  looks,
  nothing,
  output,
  plainTraits,
  says,
  seen,
  shows,
  start,
  until,
  working,
} from '../../../support/evidence.ts'

const error = { words: 'API Error: 500 overloaded' }

/** At its prompt, then given something, and at work on it. */
const atWork = (): ReturnType<typeof begun> =>
  after(begun(), looks(shows.prompt, 100), key(5000), looks(shows.work, 5200))
const broken = (): ReturnType<typeof begun> => after(atWork(), looks(shows.error, 8000, error))

describe('a hook that did not fire', () => {
  const promptAfterEsc: readonly Evidence[] = [
    looks(shows.prompt, 100),
    says('hook', working, 5000, 'UserPromptSubmit'),
    looks(shows.work, 5200),
    key(8000),
    looks(shows.prompt, 8100),
  ]

  test('for an Esc: the prompt that stands on the screen is believed after its hold', () => {
    const state = after(begun(), ...promptAfterEsc)
    expect(until(state, 8100 + 2299).status.kind).toBe('working')
    expect(until(state, 8100 + 2300).status).toMatchObject({ kind: 'idle', evidence: { source: 'screen' } })
  })

  test('for an Esc is out of date from then on, and counts again with its next word', () => {
    const idleAgain = until(after(begun(), ...promptAfterEsc), 20_000)
    expect(idleAgain.claims.hook).toBeUndefined()
    const next = after(idleAgain, key(19_990), says('hook', working, 20_000, 'UserPromptSubmit'))
    expect(next.status).toMatchObject({ kind: 'working', evidence: { source: 'hook' } })
  })

  test('for a yes in a dialog: the work that goes on ends the wait', () => {
    const asked = after(
      atWork(),
      says('hook', approval, 6000, 'PermissionRequest'),
      looks(shows.dialog, 6100),
    )
    const answered = after(asked, key(9000), looks(shows.work, 9100))
    expect(until(answered, 9100 + 499).status.kind).toBe('waiting')
    expect(until(answered, 9100 + 500).status.kind).toBe('working')
  })

  test('for the end of a turn because it came late does not undo what the screen showed since', () => {
    const state = after(begun(), ...promptAfterEsc, says('hook', finished, 11_000, 'Stop'))
    expect(until(state, 30_000).status.kind).toBe('idle')
  })
})

describe('a dialog', () => {
  test('before the first report is heard at once: a trust wall is no prompt', () => {
    const trust = after(
      begun(),
      looks({ kind: 'waiting', reason: 'trust' }, 300, { words: 'Do you trust it?' }),
    )
    expect(trust).toMatchObject({ unseen: true, status: { reason: 'trust', question: 'Do you trust it?' } })
  })

  test('that a tool draws while it reports work is heard at once', () => {
    const state = after(begun(), says('osc7501', working, 1000), looks(shows.dialog, 2000))
    expect(state.status).toMatchObject({ kind: 'waiting', evidence: { source: 'screen' } })
  })

  test('beside which a clock runs on stays one', () => {
    const asked = after(atWork(), looks(shows.dialog, 6000, { lines: ['Baking (1s)'] }))
    const clock = Array.from({ length: 30 }, (_, second) =>
      looks(shows.dialog, 7000 + second * 1000, { lines: [`Baking (${second + 2}s)`] }),
    )
    expect(kindsShown(asked, clock)).toEqual(['waiting'])
  })

  test.each([
    ['a progress bar that keeps going', says('osc', working, 6500, 'progress')],
    ['a title that turns', says('title', working, 6500)],
    ['a title of rest', says('title', idle, 6500)],
    ['a title that asks no longer', says('title', nothing, 6500)],
    ['a progress bar that goes', says('osc', nothing, 6500, 'withdrawn')],
    ['a program in front', says('process', working, 6500)],
    ['output', output(6500)],
  ])('is not withdrawn by %s while it is seen', (_, sign) => {
    const signs = [6500, 7500, 8500].map((atMs) => ({ ...sign, at: start + atMs }))
    const asked = after(atWork(), looks(shows.dialog, 6000))
    expect(kindsShown(asked, [...signs, seen(60_000)])).toEqual(['waiting'])
  })

  test('is not withdrawn by a bar and a title that had stood before it, and go on', () => {
    const asked = after(
      atWork(),
      says('osc', working, 5500),
      says('title', working, 5600),
      looks(shows.dialog, 6000),
    )
    const signs = [6500, 7500].flatMap((at) => [says('osc', working, at), says('title', working, at + 10)])
    expect(kindsShown(asked, [...signs, says('osc', nothing, 8000), seen(60_000)])).toEqual(['waiting'])
  })

  test('that is answered is over though the bar and the title went on beside it', () => {
    const asked = after(
      atWork(),
      looks(shows.dialog, 6000),
      says('osc', working, 6500),
      says('title', working, 6600),
    )
    expect(after(asked, key(8000), looks(shows.work, 8100)).status.kind).toBe('working')
    const unknown = after(asked, key(8000), looks(null, 8100))
    expect(until(unknown, 8100 + 700).status.kind).toBe('working')
  })

  test('that a key answered is over with the title that turns after it, before the screen is drawn', () => {
    const asked = after(atWork(), looks(shows.dialog, 6000), says('title', idle, 6500))
    expect(after(asked, key(8000)).status.kind).toBe('waiting')
    expect(after(asked, key(8000), says('title', working, 8050)).status.kind).toBe('working')
  })

  test('that follows on another is heard though the title turned between them', () => {
    const first = after(atWork(), looks(shows.dialog, 6000, { words: 'rm a?' }), key(8000))
    const second = after(first, says('title', working, 8050), looks(shows.dialog, 8100, { words: 'rm b?' }))
    expect(second.status).toMatchObject({ kind: 'waiting', question: 'rm b?' })
  })

  test('that was answered does not outlive its screen where that never settles', () => {
    const unsettled = [8100, 8500, 8900].map((at) => looks(shows.prompt, at, { isSettled: false }))
    const asked = after(atWork(), looks(shows.dialog, 6000), says('osc', working, 6500), key(8000))
    expect(after(asked, ...unsettled).status.kind).toBe('working')
  })

  test('gives its words to a source that has none', () => {
    const titleAsks: Claim = { kind: 'waiting', reason: 'approval', question: null }
    const question = looks({ kind: 'waiting', reason: 'question' }, 2000, { words: 'Which one?' })
    const state = after(atWork(), question, says('title', titleAsks, 5300))
    expect(state.status).toMatchObject({ kind: 'waiting', question: 'Which one?' })
  })

  test('that was answered does not come back with an old notification', () => {
    const asked = after(atWork(), says('osc', approval, 6000), looks(shows.dialog, 6100))
    const answered = after(asked, key(8000), says('hook', working, 8100), looks(shows.work, 8200))
    const kinds = kindsShown(answered, [
      says('hook', finished, 12_000),
      looks(shows.prompt, 12_050),
      seen(40_000),
    ])
    expect(kinds).toEqual(['working', 'idle'])
  })

  test('that has left the screen ends the wait, though no rule knows what came instead', () => {
    const asked = after(atWork(), looks(shows.dialog, 6000), looks(null, 9000))
    expect(until(asked, 9000 + 699).status.kind).toBe('waiting')
    expect(until(asked, 9000 + 700).status.kind).not.toBe('waiting')
  })

  test('that has left the screen ends the wait also where only output comes after it', () => {
    const gone = after(begun(), looks(shows.dialog, 1000), looks(null, 2000))
    const later = Array.from({ length: 40 }, (_, chunk) => output(2050 + chunk * 100))
    for (const [index, one] of later.entries()) {
      const state = observe(gone, one)
      const isAwake = nextWakeAt(state) !== null || state.status.kind !== 'waiting'
      expect(isAwake, `output ${index}`).toBe(true)
    }
    expect(after(gone, ...later).status.kind).not.toBe('waiting')
  })

  test('that is covered for a moment goes on with the question it was', () => {
    const asked = after(atWork(), looks(shows.dialog, 6000))
    const kept = after(asked, looks(null, 9000), looks(shows.dialog, 9300))
    expect(until(kept, 60_000).status).toBe(asked.status)
  })
})

const shell = () => begun({ kind: 'shell', hasScreenRules: false, coversScreen: false })

describe('a program in a shell that draws a full screen, and that no rule knows', () => {
  const editor = () =>
    after(shell(), output(50), says('process', working, 1500), looks(null, 1700, { isFullScreen: true }))

  test('rests while it waits for its user, as far as can be said', () => {
    expect(until(editor(), 10_000).status).toMatchObject({ kind: 'idle', certainty: 'guess' })
    const typedInto = after(editor(), key(11_000), looks(null, 11_200, { isFullScreen: true }))
    expect(until(typedInto, 20_000).status).toMatchObject({ kind: 'idle', certainty: 'guess' })
  })

  test('works while it changes by itself', () => {
    const changing = [11_000, 11_400, 11_800, 12_200].flatMap((at) => [
      output(at),
      looks(null, at + 10, { isFullScreen: true, isSettled: false }),
    ])
    const state = after(until(editor(), 10_000), ...changing)
    expect(state.status).toMatchObject({ kind: 'working', certainty: 'guess' })
    expect(until(state, 20_000).status.kind).toBe('idle')
  })

  test('works again as a program that is in front once it has left its full screen', () => {
    const left = after(until(editor(), 10_000), output(11_000), looks(null, 11_200))
    expect(until(left, 20_000).status).toMatchObject({ kind: 'working', certainty: 'sure' })
  })

  test('is a shell at rest when the shell is in front again', () => {
    const over = after(until(editor(), 10_000), says('process', idle, 11_000))
    expect(until(over, 12_000).status).toMatchObject({ kind: 'idle', certainty: 'sure' })
  })
})

describe('a program in a shell whose line looks like the prompt of a shell', () => {
  const prompt = (atMs: number) => looks(shows.prompt, atMs, { rule: 'shell-prompt', text: '❯ ' })
  const agent = () =>
    after(
      shell(),
      output(50),
      says('process', idle, 1500),
      key(2000),
      says('process', working, 2250),
      prompt(3000),
    )
  const spinner = (from: number, to: number) =>
    Array.from({ length: (to - from) / 500 }, (_, frame) => output(from + frame * 500))

  test('is at its prompt also where the look at the foreground comes after it', () => {
    const started = after(shell(), output(50), says('process', idle, 1500), key(2000), prompt(2100))
    expect(until(after(started, says('process', working, 2250)), 60_000).status.kind).toBe('idle')
  })

  test('works where it floods the terminal from below that prompt', () => {
    const flood = [2400, 2800, 3200].map((at) => looks(null, at, { isSettled: false }))
    const started = after(shell(), output(50), says('process', idle, 1500), prompt(1600), key(2000))
    const state = after(started, says('process', working, 2250), ...flood)
    expect(state.status.kind).toBe('working')
  })

  test('is guessed to rest behind what looks like a prompt, and works while it writes there', () => {
    const like = (atMs: number) => looks(null, atMs, { isLikePrompt: true })
    const half = after(shell(), output(50), says('process', working, 1500), key(2000), like(2100))
    expect(until(half, 2100 + 2299).status.kind).toBe('working')
    expect(until(half, 2100 + 2300).status).toMatchObject({ kind: 'idle', certainty: 'guess' })
    const writing = after(until(half, 9000), ...spinner(9000, 12_000), like(12_000))
    expect(writing.status).toMatchObject({ kind: 'working', certainty: 'guess' })
  })

  test('works for as long as it reports so, and is in front', () => {
    const reports = after(
      until(agent(), 5000),
      key(5900),
      says('osc7501', working, 6000),
      looks(null, 6100),
      prompt(6400),
    )
    expect(until(reports, 600_000).status.kind).toBe('working')
    const hooked = after(
      until(agent(), 5000),
      key(5900),
      says('hook', working, 6000),
      looks(null, 6100),
      prompt(6400),
    )
    expect(until(hooked, 600_000).status.kind).toBe('working')
    expect(until(after(reports, says('process', idle, 20_000)), 21_000).status.kind).toBe('idle')
  })

  test('works while it writes by itself, and rests when it no longer does', () => {
    const ready = until(agent(), 5000)
    expect(ready.status.kind).toBe('idle')
    expect(kindsShown(ready, spinner(6000, 30_000))).toEqual(['idle', 'working'])
    expect(until(after(ready, ...spinner(6000, 30_000)), 31_000).status.kind).toBe('idle')
  })

  test('is at rest where it is a shell behind another one, within a second of its last word', () => {
    const remote = after(agent(), key(5000), looks(null, 5100), ...spinner(5600, 8100), prompt(7700))
    expect(until(remote, 8599).status.kind).toBe('working')
    expect(until(remote, 8800).status).toMatchObject({ kind: 'idle', certainty: 'sure' })
  })
})

describe('a question of a program in a shell', () => {
  const asks = { kind: 'waiting', reason: 'question' } as const

  test('stays one where the look at the foreground comes after it', () => {
    const idleShell = after(shell(), output(50), says('process', idle, 1500))
    const asked = after(idleShell, looks(asks, 3000), says('process', working, 3150))
    expect(until(asked, 30_000).status.kind).toBe('waiting')
  })

  test('is over where the shell is in front again', () => {
    const asked = after(shell(), output(50), says('process', working, 1500), looks(asks, 3000))
    expect(until(after(asked, says('process', idle, 5000)), 6000).status.kind).toBe('idle')
  })
})

describe('steps of one turn', () => {
  test('with a prompt drawn for a moment between them are one piece of work', () => {
    const steps = [0, 1, 2, 3, 4].flatMap((step) => [
      looks(shows.prompt, 6000 + step * 1000),
      looks(shows.work, 6150 + step * 1000, { rule: `step-${step % 2}` }),
    ])
    const state = atWork()
    expect(kindsShown(state, steps)).toEqual(['working'])
    expect(after(state, ...steps).unseen).toBe(false)
  })

  test('end in a prompt that is shown within 300 ms', () => {
    expect(until(after(atWork(), looks(shows.prompt, 9000)), 9200).status.kind).toBe('idle')
  })

  test('of a tool that shows its prompt while it writes count from its last word', () => {
    const prompt = { kind: 'idle', holdMs: 1500 } as const
    const state = after(atWork(), looks(prompt, 9000), output(9800), output(10_400))
    expect(until(state, 10_400 + 1499).status.kind).toBe('working')
    expect(until(state, 10_400 + 1500).status.kind).toBe('idle')
  })

  test('in which the spinner has an empty frame do not flicker', () => {
    const frames = Array.from({ length: 20 }, (_, frame) =>
      says('title', frame % 2 === 0 ? working : nothing, 6000 + frame * 400),
    )
    expect(kindsShown(after(begun(), says('title', working, 5000)), frames)).toEqual(['starting', 'working'])
  })
})

describe('a turn that fails', () => {
  test('has failed, in the words on the screen, until the next key', () => {
    expect(broken()).toMatchObject({ unseen: true, status: { kind: 'failed', message: error.words } })
    expect(until(broken(), 600_000).status.kind).toBe('failed')
    expect(after(broken(), key(60_000)).status.kind).toBe('idle')
  })

  test('has failed though its title, its report and its prompt say that it is ready', () => {
    const state = after(broken(), says('title', idle, 8100), says('hook', finished, 8200))
    expect(until(state, 60_000).status).toMatchObject({ kind: 'failed', reason: 'api' })
  })

  test('is not ready first where the title rests before the error is drawn', () => {
    const turn = until(after(begun(), says('title', working, 5000), looks(shows.work, 5100)), 6000)
    expect(kindsShown(turn, [says('title', idle, 8000), looks(shows.error, 8100, error)])).toEqual([
      'working',
      'failed',
    ])
    expect(kindsShown(turn, [says('title', idle, 8000), looks(shows.prompt, 8100), seen(8101)])).toEqual([
      'working',
      'idle',
    ])
    const unseen = after(turn, says('title', idle, 8000))
    expect(until(unseen, 8249).status.kind).toBe('working')
    expect(until(unseen, 8250).status.kind).toBe('idle')
  })

  test('that told so itself is ready after the next key as well', () => {
    const failed: Claim = { kind: 'failed', reason: 'limit', message: 'limit reached' }
    const state = after(atWork(), says('hook', failed, 8000, 'StopFailure'))
    expect(state.status).toMatchObject({ kind: 'failed', reason: 'limit' })
    expect(after(state, key(60_000)).status.kind).toBe('idle')
  })

  test('fails again with the same error in the next turn', () => {
    const next = after(broken(), key(20_000), looks(shows.work, 20_300), looks(shows.error, 22_000, error))
    expect(next.status).toMatchObject({ kind: 'failed', since: start + 22_000 })
  })

  test('fails again with the same error however soon after its prompt was sent', () => {
    const next = after(broken(), key(20_000), looks(shows.prompt, 20_100), key(30_000))
    const seen = after(next, looks(shows.work, 30_100))
    expect(after(until(seen, 30_300), looks(shows.error, 30_500, error)).status.kind).toBe('failed')
    expect(after(seen, looks(shows.error, 30_200, error)).status.kind).toBe('failed')
  })

  test('does not fail again by its old error where the user stops the next turn, and its prompt leaves the screen', () => {
    const next = after(broken(), key(20_000), looks(shows.prompt, 20_100), looks(shows.work, 20_300))
    const stopped = after(next, key(29_900), looks(shows.error, 30_000, error))
    expect(until(stopped, 60_000)).toMatchObject({ status: { kind: 'idle' } })
    const other = after(next, key(29_900), looks(shows.error, 30_000, { words: 'Connection refused' }))
    expect(other.status).toMatchObject({ kind: 'failed', message: 'Connection refused' })
  })

  test('does not fail again by its old error, however long that stands there', () => {
    const seenIt = after(broken(), seen(9000), key(20_000))
    const later = [20_100, 20_500, 21_000, 30_000].map((at) => looks(shows.error, at, error))
    expect(after(seenIt, ...later)).toMatchObject({ unseen: false, status: { kind: 'idle' } })
  })

  test('does not fail again where a viewer was opened over its old error', () => {
    const known = after(broken(), seen(9000), key(10_000), looks(shows.error, 10_100, error))
    expect(known.status.kind).toBe('idle')
    const closed = after(
      known,
      key(20_000),
      looks(shows.viewer, 20_100),
      key(25_000),
      looks(shows.error, 25_100, error),
    )
    expect(closed).toMatchObject({ unseen: false, status: { kind: 'idle' } })
  })

  test('is no command of the tool itself that is refused, however soon after the last turn', () => {
    const refused = { words: "No saved chat found matching 'x'." }
    const typed = (state: ReturnType<typeof begun>, atMs: number) =>
      after(state, key(atMs - 50), looks(shows.prompt, atMs - 10), looks(shows.error, atMs, refused))
    expect(typed(until(after(begun(), looks(shows.prompt, 100)), 1000), 5000)).toMatchObject({
      unseen: false,
      status: { kind: 'idle' },
    })
    const done = until(after(atWork(), looks(shows.prompt, 8000), seen(8500)), 9000)
    expect(typed(done, 9200)).toMatchObject({ unseen: false, status: { kind: 'idle' } })
  })

  test('is not brought back by a look, once the user has typed', () => {
    const failed: Claim = { kind: 'failed', reason: 'api', message: '500' }
    const typed = after(broken(), says('hook', failed, 8100, 'StopFailure'), key(20_000))
    expect(after(typed, seen(20_100))).toMatchObject({ unseen: false, status: { kind: 'idle' } })
    expect(after(typed, seen(20_100), looks(shows.error, 20_200, error)).status.kind).toBe('idle')
  })

  test('is over as soon as it works again by itself', () => {
    expect(until(after(broken(), looks(shows.work, 9000)), 9300).status.kind).toBe('working')
  })

  test('gives its reason and the time at which a limit ends', () => {
    const limit = looks({ kind: 'failed', reason: 'limit' }, 8000, {
      words: 'Limit reached · resets 3pm (UTC)',
    })
    expect(after(atWork(), limit).status).toMatchObject({ reason: 'limit', resets: '3pm (UTC)' })
  })
})

describe('a start', () => {
  test('on a screen with an old error is no failure', () => {
    const resumed = after(begun(), looks(shows.error, 3000, error))
    expect(until(resumed, 60_000)).toMatchObject({ unseen: false, status: { kind: 'idle' } })
  })

  test('on a screen with an old error is no failure even if a key came before it was drawn', () => {
    for (const typedAt of [500, 1400, 1500]) {
      const resumed = after(begun(), key(typedAt), looks(shows.error, 1500, error))
      expect(resumed.status.kind).not.toBe('failed')
      expect(until(resumed, 60_000)).toMatchObject({ unseen: false, status: { kind: 'idle' } })
    }
  })

  test('with a title that is set while the tool loads is not ready', () => {
    const titled = after(begun(), says('title', idle, 200))
    expect(until(titled, 4000).status.kind).toBe('starting')
    expect(until(after(titled, looks(shows.prompt, 4000)), 4300).status.kind).toBe('idle')
  })

  test('with a title that is set while the tool loads is not ready for as long as it writes, within a minute', () => {
    const spins = Array.from({ length: 700 }, (_, index) => output(250 + index * 100))
    const loads = after(begun(), says('title', idle, 200), ...spins.slice(0, 300))
    expect(loads.status.kind).toBe('starting')
    expect(until(after(loads, looks(shows.prompt, 31_000)), 31_300).status.kind).toBe('idle')
    expect(until(loads, 36_000).status.kind).toBe('idle')
    expect(kindsShown(loads, spins.slice(300, 590))).toEqual(['starting'])
    expect(after(loads, ...spins.slice(300, 610)).status.kind).toBe('idle')
  })

  test.each(['osc7501', 'hook'] as const)(
    'with a report of %s before its prompt is drawn is not ready yet',
    (source) => {
      const reported = after(begun(), says(source, idle, 5000))
      expect(until(reported, 5900).status.kind).toBe('starting')
      expect(until(after(reported, looks(shows.prompt, 5700)), 5750).status.kind).toBe('idle')
      expect(until(reported, 6000).status.kind).toBe('idle')
    },
  )

  test('of an agent whose screen is known takes up to a minute, however silent it is', () => {
    for (const state of [begun(), after(begun(), output(13_000), output(13_200))]) {
      expect(until(state, 59_999).status.kind).toBe('starting')
      expect(until(state, 60_000).status).toMatchObject({ kind: 'idle', certainty: 'guess' })
    }
  })

  test('of an agent that has drawn what no rule knows takes up to 12 s', () => {
    const drawn = after(begun(), output(900), looks(null, 1000))
    expect(until(drawn, 11_999).status.kind).toBe('starting')
    expect(until(drawn, 12_000).status).toMatchObject({ kind: 'idle', certainty: 'guess' })
  })

  test('of an agent of which only some screens are known takes up to 12 s', () => {
    const state = begun({ kind: 'agent', hasScreenRules: true, coversScreen: false })
    expect(until(state, 11_999).status.kind).toBe('starting')
    expect(until(state, 12_000).status).toMatchObject({ kind: 'idle', certainty: 'guess' })
  })

  test('goes on a moment after the key that answered its question', () => {
    const trust = after(begun(), looks({ kind: 'waiting', reason: 'trust' }, 1000))
    const answered = after(trust, key(3000), looks(null, 3100))
    expect(until(answered, 3200).status.kind).toBe('starting')
    const unanswered = after(trust, looks(null, 3100))
    expect(until(unanswered, 3799).status.kind).toBe('waiting')
    expect(until(unanswered, 3800).status.kind).toBe('starting')
  })

  test('with a title that is all there ever is, is ready in the end', () => {
    expect(until(after(begun(), says('title', idle, 200)), 5200).status.kind).toBe('idle')
  })

  test('with a spinner that flashes is no work', () => {
    expect(kindsShown(begun(), [looks(shows.work, 500), looks(shows.prompt, 800), seen(9000)])).toEqual([
      'starting',
      'idle',
    ])
  })

  test('with a spinner that stays is', () => {
    expect(until(after(begun(), looks(shows.work, 500)), 1000).status.kind).toBe('working')
  })

  test('of a tool whose screen is known waits for that screen, whatever is written', () => {
    const state = after(begun(), output(100), output(400), output(900))
    expect(until(state, 8000).status.kind).toBe('starting')
  })
})

describe('a screen', () => {
  test('that is half drawn proves no rest', () => {
    const half = after(atWork(), looks(shows.prompt, 9000, { isSettled: false }))
    expect(until(half, 13_000).status.kind).toBe('working')
  })

  test('that is half drawn at the first look at an error leaves it to the next to say so', () => {
    const first = after(atWork(), looks(shows.error, 8000, { ...error, isSettled: false }))
    expect(after(first, looks(shows.error, 8400, error)).status).toMatchObject({ kind: 'failed' })
  })

  test('that is half drawn shows a dialog and work all the same', () => {
    expect(after(atWork(), looks(shows.dialog, 9000, { isSettled: false })).status.kind).toBe('waiting')
    const ready = until(after(begun(), looks(shows.prompt, 100)), 1000)
    const drawn = after(ready, key(8800), looks(shows.work, 9000, { isSettled: false }))
    expect(drawn.status.kind).toBe('working')
  })

  test('that no rule knows keeps the status', () => {
    const ready = until(after(begun(), looks(shows.prompt, 100)), 1000)
    expect(until(after(ready, looks(null, 5000)), 60_000).status).toBe(ready.status)
  })

  test('that no rule knows, and that is quiet, is no work forever', () => {
    const lost = after(atWork(), output(6000), looks(null, 6100))
    expect(until(lost, 10_900).status).toMatchObject({ kind: 'working', certainty: 'sure' })
    expect(until(lost, 20_000).status).toMatchObject({ kind: 'idle', certainty: 'guess' })
  })

  test('with a viewer or a picker on it leaves everything as it is, for as long as it is open', () => {
    const state = atWork()
    expect(until(after(state, looks(shows.viewer, 6000)), 60_000).status).toBe(state.status)
  })

  test('of a line tool says nothing once the cursor has left its prompt', () => {
    const repl = after(
      begun({ kind: 'command', hasScreenRules: false, coversScreen: false }),
      output(50),
      looks(shows.prompt, 100),
    )
    const ready = until(repl, 1000)
    expect(ready.status.kind).toBe('idle')
    expect(until(after(ready, key(2000), looks(null, 2200)), 9000).status.kind).toBe('working')
  })
})

describe('work in the background', () => {
  test('goes on after the answer: a session with it is not idle', () => {
    const stop = says('hook', { ...working, background: 2 }, 8000, 'Stop')
    expect(until(after(atWork(), stop), 8100).status).toMatchObject({ kind: 'working', background: 2 })
  })

  test('is counted by whoever sees the most of it', () => {
    const line = '✻ Waiting for 3 background agents to finish'
    const state = after(begun(), says('hook', working, 5000), looks(shows.work, 5200, { text: line }))
    expect(state.status).toMatchObject({ kind: 'working', background: 3 })
  })
})

describe('a state that is too short to be seen', () => {
  const ready = () => until(after(begun(), looks(shows.prompt, 100)), 1000)
  const asked = () => after(atWork(), says('osc7501', approval, 6000), looks(shows.dialog, 6010))

  test('is not shown: work that a tool reports after a dialog was refused, and takes back', () => {
    const refused = [key(9000), says('osc7501', working, 9100), says('osc7501', idle, 9120)]
    const prompt = looks(shows.prompt, 9200)
    expect(kindsShown(asked(), [...refused, prompt, seen(20_000)])).toEqual(['waiting', 'idle'])
    // As the host tells it: what came in between is in one batch, or in two.
    const inTwo = [key(9000), says('osc7501', working, 9100), says('osc7501', idle, 9200)]
    expect(kindsShown(asked(), [...inTwo, prompt, seen(20_000)])).toEqual(['waiting', 'idle'])
  })

  test('is not shown: a spinner that flashes by itself, and nothing has finished', () => {
    const flash = [looks(shows.work, 5000), looks(shows.prompt, 5060), seen(20_000)]
    expect(kindsShown(ready(), flash)).toEqual(['idle'])
    expect(after(ready(), ...flash.slice(0, 2)).unseen).toBe(false)
  })

  test('is not shown: a prompt for a moment between a dialog and the work that was allowed', () => {
    const steps = [key(9000), looks(shows.prompt, 9100), looks(shows.work, 9160), seen(20_000)]
    const dialog = after(atWork(), looks(shows.dialog, 6000))
    expect(kindsShown(dialog, steps)).toEqual(['waiting', 'working'])
  })

  test('is not shown: the end that a report takes back with the next turn', () => {
    const steps = [says('osc7501', finished, 8000), says('osc7501', working, 8100), seen(20_000)]
    const work = after(atWork(), says('osc7501', working, 6000), looks(shows.prompt, 7000))
    expect(kindsShown(work, steps)).toEqual(['working'])
    expect(after(work, ...steps.slice(0, 2)).unseen).toBe(false)
  })

  test('is shown as long as all others where it is the work that a key began', () => {
    const turn = after(ready(), key(4900), says('hook', working, 5000), says('hook', finished, 5020))
    expect(until(turn, 5169).status.kind).toBe('working')
    expect(until(turn, 5170)).toMatchObject({ unseen: true, status: { kind: 'idle' } })
  })

  test('is known to those who wait for it, though nobody is shown it', () => {
    const flashed = after(ready(), says('hook', working, 5000), says('hook', idle, 5020))
    // The first step of a turn is no end of it.
    expect(until(flashed, 5219).status.since).toBeLessThan(start + 5000)
    const goesOn = after(flashed, says('hook', working, 5100))
    expect(until(goesOn, 5249).status.since).toBeLessThan(start + 5000)
    expect(until(goesOn, 5250).status.kind).toBe('working')
    expect(until(flashed, 5220)).toMatchObject({
      unseen: false,
      status: { kind: 'idle', since: start + 5020 },
    })
  })

  test('is none where it lasts', () => {
    expect(until(after(ready(), says('hook', working, 5000)), 5149).status.kind).toBe('idle')
    expect(until(after(ready(), says('hook', working, 5000)), 5150).status.kind).toBe('working')
    expect(until(after(asked(), key(9000), says('osc7501', working, 9100)), 9250).status.kind).toBe('working')
  })

  test('is no question, no failure, and no end of a process', () => {
    const work = () => after(ready(), key(4900), looks(shows.work, 5000))
    expect(after(work(), looks(shows.dialog, 5010)).status.kind).toBe('waiting')
    expect(after(work(), looks(shows.error, 5010, error)).status.kind).toBe('failed')
    const exit = { kind: 'exited', at: start + 5010, exitCode: 0, signal: null } as const
    expect(after(work(), exit).status.kind).toBe('exited')
  })
})

describe('signs that contradict', () => {
  const titled = () => after(begun(), looks(shows.prompt, 100), key(5000), says('title', working, 5200))

  test('leave a title its work where the tool draws on, though its prompt is there all the time', () => {
    const drawn = Array.from({ length: 60 }, (_, frame) => output(6000 + frame * 500))
    const state = after(titled(), looks(shows.work, 5300), looks(shows.prompt, 6000))
    expect(kindsShown(state, drawn)).toEqual(['working'])
    expect(until(after(state, ...drawn), 35_500 + 5000).status.kind).toBe('idle')
  })

  test('do not fight: a title that spins on is not heard against a newer report', () => {
    const spin = Array.from({ length: 20 }, (_, frame) => says('title', working, 8100 + frame * 100))
    const done = after(atWork(), says('title', working, 6000), says('osc7501', finished, 8000))
    expect(kindsShown(done, spin)).toEqual(['working', 'idle'])
  })

  test('let a report of OSC 7501 stand for long, and a crash of its program not forever', () => {
    const state = after(
      begun(),
      says('osc7501', working, 1000),
      looks(shows.work, 1100),
      looks(shows.prompt, 5000),
    )
    expect(until(state, 14_999).status.kind).toBe('working')
    expect(until(state, 15_000).status.kind).toBe('idle')
  })

  test('are weighed to the end: at the same moment nothing more is decided', () => {
    const signs = [says('osc', working, 1000), looks(shows.dialog, 2000), says('process', idle, 3000)]
    const state = after(begun(), ...signs)
    for (const atMs of [3000, 3299, 3300, 4300, 60_000]) {
      const once = passTime(state, start + atMs)
      expect(passTime(once, start + atMs).status, `${atMs}`).toBe(once.status)
    }
    expect(until(state, 60_000).status).toMatchObject({ kind: 'idle', evidence: { source: 'process' } })
  })

  test('of a shell that is back end what its program said of itself', () => {
    const shell = after(
      begun({ kind: 'shell', hasScreenRules: false, coversScreen: false }),
      output(100),
      says('title', working, 2000),
    )
    expect(until(after(shell, says('process', idle, 9000)), 9300).status).toMatchObject({
      kind: 'idle',
      evidence: { source: 'process' },
    })
  })
})

describe('a clock', () => {
  test('alone is work where no rule reads the screen, over the first minute too', () => {
    const texts = ['58s', '59s', '1m 00s', '1m 1s', '1m 2s'].map((time) => `Baking… (${time} · ↓ 187 tokens)`)
    const [first, ...more] = texts.map((line, second) => looks(null, 1000 + second * 1000, { lines: [line] }))
    const state = after(begun(plainTraits), ...(first === undefined ? [] : [first]), ...more)
    expect(state.status).toMatchObject({ kind: 'working', certainty: 'sure', evidence: { source: 'tick' } })
  })

  test('that stands while the tool says it works is hung, and says since when', () => {
    const clock = [1, 2, 3].map((second) =>
      looks(shows.work, 5200 + second * 1000, { lines: [`Compacting (${second}s)`] }),
    )
    const state = after(atWork(), ...clock)
    expect(until(state, 8200 + hungAfterMs - 1).status).toMatchObject({ health: 'moving', standsSince: null })
    expect(until(state, 8200 + hungAfterMs).status).toMatchObject({
      health: 'hung',
      standsSince: start + 8200,
    })
  })

  test('of the session in a status line is no work after the turn is over', () => {
    let state = after(
      atWork(),
      says('hook', working, 5250),
      looks(shows.prompt, 8000),
      says('hook', finished, 8050),
      seen(8500),
    )
    for (let second = 9; second < 17; second++) {
      state = until(state, second * 1000)
      expect(state.status.kind).toBe('idle')
      state = after(state, looks(shows.prompt, second * 1000, { lines: [`opus · session ${second + 3}s`] }))
    }
    expect(state).toMatchObject({ unseen: false, status: { kind: 'idle' } })
  })

  test('on the wall, once a minute, lights no badge', () => {
    let state = after(begun(plainTraits), says('title', idle, 100))
    for (let minute = 1; minute <= 6; minute++) {
      state = after(state, looks(null, minute * 60_000, { lines: [`~/x  10:4${minute}`] }))
      expect(state.status.kind).toBe('idle')
      state = until(state, minute * 60_000 + 1500)
      expect(state.status.kind).toBe('idle')
    }
  })

  test('that had run before it could be seen says since when it works', () => {
    const clock = [61, 62, 63].map((time, at) =>
      looks(shows.work, 1000 + at * 1000, { lines: [`Baking (${time}s)`] }),
    )
    expect(after(begun(), ...clock).status).toMatchObject({ kind: 'working', since: start + 3000 - 63_000 })
  })

  test('beside which a percentage moves says how far it is', () => {
    const lines = [40, 41, 42].map((percent, at) =>
      looks(shows.work, 6000 + at * 1000, { lines: [`Copying ${percent}%`] }),
    )
    expect(after(atWork(), ...lines).status).toMatchObject({ progress: 42 })
    const still = [1, 2, 3].map((at) => looks(shows.work, 6000 + at * 1000, { lines: ['context left: 42%'] }))
    expect(after(atWork(), ...still).status).toMatchObject({ progress: null })
  })
})

describe('sleep of the machine', () => {
  const gapMs = 3_600_000
  const wakes = (state: ReturnType<typeof begun>, at: number): ReturnType<typeof begun> =>
    observe(state, { kind: 'clockJump', at: start + at + gapMs, gapMs })

  test('does not hang a clock that ran before it', () => {
    const clock = [1, 2, 3].map((second) =>
      looks(shows.work, 5200 + second * 1000, { lines: [`Baking (${second}s)`] }),
    )
    const woken = wakes(after(atWork(), ...clock), 9000)
    expect(passTime(woken, start + 9000 + gapMs).status).toMatchObject({ kind: 'working', health: 'moving' })
  })

  test('does not take a dialog for gone', () => {
    const asked = after(atWork(), looks(shows.dialog, 6000), looks(null, 9000))
    expect(passTime(wakes(asked, 9100), start + 9100 + gapMs).status.kind).toBe('waiting')
  })

  test('decides nothing before what came meanwhile is heard', () => {
    const state = atWork()
    expect(wakes(state, 6000).status).toBe(state.status)
  })
})
