import { expect, test, vi } from 'vitest'
import { SharedCredit } from '../../../../../main/pty-host/stream/shared-credit.ts'

const sharer = () => ({ unacked: 0, fallBehindForOthers: vi.fn() })

test('beyond the limit everyone who has a share is told, and nobody else', () => {
  const credit = new SharedCredit(100)
  const [one, other, none] = [sharer(), sharer(), sharer()]
  const say = (who: typeof one, unacked: number): void => {
    who.unacked = unacked
    credit.changed(who)
  }
  say(none, 0)
  say(one, 60)
  say(other, 40)
  expect(one.fallBehindForOthers).not.toHaveBeenCalled()
  say(other, 41)
  for (const who of [one, other]) expect(who.fallBehindForOthers).toHaveBeenCalledOnce()
  expect(none.fallBehindForOthers).not.toHaveBeenCalled()

  // What was acknowledged, or shown no longer, counts no more.
  say(one, 0)
  say(other, 100)
  expect(other.fallBehindForOthers).toHaveBeenCalledOnce()
  say(other, 101)
  expect(other.fallBehindForOthers).toHaveBeenCalledTimes(2)
  expect(one.fallBehindForOthers).toHaveBeenCalledOnce()
})
