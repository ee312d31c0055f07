import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  limitNotification,
  noParts,
  parseOsc777Notification,
  parseOsc9Notification,
  takeOsc99,
  type NotificationLimit,
  type ProgramNotification,
} from '../../../../app/terminal/notification.ts'

describe('a notification by OSC 9', () => {
  test.each([
    ['Approval requested: ls', { title: null, body: 'Approval requested: ls' }],
    ['5 files changed', { title: null, body: '5 files changed' }],
    ['a\u0007b\u202Ec\nd', { title: null, body: 'abc d' }],
    ['4;1;50', null],
    ['4', null],
    ['9;/home/me', null],
    ['12', null],
    ['', null],
    ['\u200B', null],
  ])('%j is %j', (payload, notification) => {
    expect(parseOsc9Notification(payload)).toEqual(notification)
  })
})

describe('a notification by OSC 777', () => {
  test.each([
    [
      'notify;Claude Code;Claude needs your permission',
      { title: 'Claude Code', body: 'Claude needs your permission' },
    ],
    ['notify;Title', { title: 'Title', body: null }],
    ['notify;a;b;c', { title: 'a', body: 'b;c' }],
    ['notify;;', null],
    ['precmd', null],
    ['', null],
  ])('%j is %j', (payload, notification) => {
    expect(parseOsc777Notification(payload)).toEqual(notification)
  })
})

describe('a notification by OSC 99', () => {
  test.each<[readonly string[], ProgramNotification | null]>([
    [[';Hello'], { title: 'Hello', body: null }],
    [['i=1:d=0;Hello', 'i=1:p=body;world'], { title: 'Hello', body: 'world' }],
    [['i=1:d=0;Hel', 'i=1:d=0;lo', 'i=1:d=1:p=body;world'], { title: 'Hello', body: 'world' }],
    [['i=1:e=1;SGVsbG8='], { title: 'Hello', body: null }],
    [['i=1:e=1;!'], null],
    [['i=1:d=0;Hello'], null],
    [['i=1:d=0;Hello', 'i=2:p=body;world'], { title: null, body: 'world' }],
    [['i=opentui-notifications:p=?;'], null],
    [['i=1:p=close;'], null],
    [['no payload'], null],
  ])('of %j is %j', (payloads, notification) => {
    const { last } = play(payloads)
    expect(last).toEqual(notification)
  })

  test('keeps few open parts, whatever a program leaves open', () => {
    const payloads = Array.from({ length: 1000 }, (_, index) => `i=${index}:d=0;${'x'.repeat(100)}`)
    expect(play(payloads).parts.size).toBe(16)
    expect(
      play(Array.from({ length: 1000 }, () => `i=1:d=0;${'x'.repeat(100)}`)).parts.get('1')?.title,
    ).toHaveLength(4096)
  })

  function play(payloads: readonly string[]) {
    let parts = noParts
    let last: ProgramNotification | null = null
    for (const payload of payloads) {
      const result = takeOsc99(parts, payload)
      parts = result.parts
      last = result.notification
    }
    return { parts, last }
  }
})

describe('the limit of notifications', () => {
  test('lets one through in any five seconds, and the first at once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 50 }), (gaps) => {
        let limit: NotificationLimit = { lastAt: null }
        let now = 0
        const passed: number[] = []
        for (const gap of gaps) {
          now += gap
          const result = limitNotification(limit, now)
          limit = result.limit
          if (result.isAllowed) passed.push(now)
        }
        expect(passed[0]).toBe(gaps[0])
        for (const [index, at] of passed.slice(1).entries())
          expect(at - (passed[index] ?? 0)).toBeGreaterThanOrEqual(5000)
        expect(now - (passed.at(-1) ?? 0)).toBeLessThan(5000)
      }),
    )
  })

  test('does not silence a session because a clock went backwards', () => {
    expect(limitNotification({ lastAt: 1_000_000 }, 10).isAllowed).toBe(true)
  })
})
