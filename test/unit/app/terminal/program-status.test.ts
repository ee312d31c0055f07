import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseProgramStatus, type ProgramReport } from '../../../../app/terminal/program-status.ts'

const encode = (text: string) => Buffer.from(text).toString('base64')
const empty = { id: '', kind: null, progress: null, app: null, message: null, title: null } as const

describe('a report by OSC 7501', () => {
  test.each<[string, Partial<ProgramReport>]>([
    ['state=idle:app=claude-code', { state: 'idle', app: 'claude-code' }],
    ['state=working', { state: 'working' }],
    ['state=clear', { state: 'clear' }],
    ['state=error', { state: 'error' }],
    ['state=blocked:app=codex:kind=permission', { state: 'blocked', app: 'codex', kind: 'permission' }],
    [
      `state=blocked:kind=question:msg=${encode('Which colour?')}`,
      { state: 'blocked', kind: 'question', message: 'Which colour?' },
    ],
    ['state=blocked:kind=auth:progress=100', { state: 'blocked', kind: 'auth', progress: 100 }],
    ['state=working:progress=0', { state: 'working', progress: 0 }],
    [`state=done:title=${encode('Заголовок')}:id=a/b`, { state: 'done', title: 'Заголовок', id: 'a/b' }],
    ['id=:state=idle', { state: 'idle' }],
    ['state=working:msg=', { state: 'working' }],
  ])('%s is read', (payload, report) => {
    expect(parseProgramStatus(payload)).toEqual({ kind: 'report', report: { ...empty, ...report } })
  })

  test('that claude sends is read', () => {
    const payload =
      'state=blocked:app=claude-code:kind=permission:msg=YXBwcm92ZSBCYXNoOiBlY2hvIGxhYi1vayA+IGxhYi1vdXQudHh0ICYmIGNh'
    expect(parseProgramStatus(payload)).toMatchObject({
      report: {
        state: 'blocked',
        kind: 'permission',
        message: 'approve Bash: echo lab-ok > lab-out.txt && ca',
      },
    })
  })

  test('may hold keys that nobody knows, and says each thing where it has a meaning', () => {
    expect(parseProgramStatus('future=1:state=done:kind=permission:progress=40:flag:=x')).toEqual({
      kind: 'report',
      report: { ...empty, state: 'done' },
    })
    expect(parseProgramStatus('state=blocked:kind=unheard-of')).toMatchObject({ report: { kind: null } })
    expect(parseProgramStatus('state=idle:state=working')).toMatchObject({ report: { state: 'working' } })
  })

  test.each([
    ['', 'nothing'],
    ['app=x', 'no state'],
    ['state=', 'an empty state'],
    ['state=sleeping', 'an unknown state'],
    ['state=idle\u0007', 'a control character'],
    ['state=idle:app=\u009B', 'a C1 character'],
    ['state=working:progress=101', 'too much progress'],
    ['state=working:progress=-1', 'negative progress'],
    ['state=working:progress=1.5', 'broken progress'],
    ['state=working:msg=!!', 'bad base64'],
    ['state=working:msg=/w==', 'bad UTF-8'],
    [`state=working:app=${'a'.repeat(33)}`, 'a long app'],
    [`state=working:app=${'я'.repeat(17)}`, 'an app of too many bytes'],
    [`state=working:title=${encode('x'.repeat(193))}`, 'a long title'],
    [`state=working:msg=${encode('x'.repeat(2049))}`, 'a long message'],
    ['state=working:id=/a', 'an empty segment'],
    ['state=working:id=a/', 'an empty segment at the end'],
    [`state=working:id=${'a'.repeat(33)}`, 'a long segment'],
    ['state=working:id=a/b/c/d/e/f/g/h/i', 'nine levels'],
    [`state=working:id=${['a', 'b', 'c', 'd'].map((letter) => letter.repeat(32)).join('/')}`, 'a long path'],
    [`state=working:x=${'a'.repeat(4096)}`, 'a long sequence'],
  ])('%s is discarded: %s', (payload) => {
    expect(parseProgramStatus(payload)).toBeNull()
  })

  test('is taken at each limit', () => {
    const path = 'a/b/c/d/e/f/g/h'
    const segment = 'a'.repeat(32)
    for (const field of [
      `app=${'a'.repeat(32)}`,
      `title=${encode('x'.repeat(192))}`,
      `msg=${encode('x'.repeat(2048))}`,
      `id=${path}`,
      `id=${segment}/${segment}/${segment}`,
      `x=${'a'.repeat(4096 - 9 - 'state=working:x='.length)}`,
    ]) {
      expect(parseProgramStatus(`state=working:${field}`)).toMatchObject({ kind: 'report' })
    }
  })

  test('has texts of one clean line', () => {
    const hostile = encode('a\u001B[31mb\nc\u202Ed')
    expect(parseProgramStatus(`state=working:msg=${hostile}:title=${hostile}`)).toMatchObject({
      report: { message: 'a[31mb cd', title: 'a[31mb cd' },
    })
  })

  test('never throws, whatever comes', () => {
    const field = fc.tuple(
      fc.constantFrom('state', 'kind', 'progress', 'app', 'msg', 'title', 'id', '', 'x'),
      fc.oneof(
        fc.constantFrom('idle', 'working', 'blocked', '50', 'a/b', '', '='),
        fc.string({ unit: 'binary' }),
      ),
    )
    let reports = 0
    fc.assert(
      fc.property(fc.array(field, { maxLength: 6 }), (fields) => {
        const others = fields.map(([key, value]) => `${key}=${value}`).join(':')
        const message = parseProgramStatus(`state=working:${others}`)
        if (message !== null) reports += 1
      }),
    )
    expect(reports).toBeGreaterThan(0)
  })
})

test('a question mark asks whether reports are taken', () => {
  expect(parseProgramStatus('?')).toEqual({ kind: 'query' })
  expect(parseProgramStatus('?:state=idle')).toMatchObject({ kind: 'report' })
})
