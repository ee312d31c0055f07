import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  maxClipboardBytes,
  parseClipboardRequest,
  parseProgress,
  parseShellMark,
} from '../../../../app/terminal/osc.ts'

describe('progress by OSC 9;4', () => {
  test.each([
    ['4;0', { kind: 'none' }],
    ['4;0;0', { kind: 'none' }],
    ['4;0;', { kind: 'none' }],
    ['4;1;50', { kind: 'running', percent: 50 }],
    ['4;1;250', { kind: 'running', percent: 100 }],
    ['4;1', { kind: 'running', percent: 0 }],
    ['4;2;30', { kind: 'failed', percent: 30 }],
    ['4;2', { kind: 'failed', percent: null }],
    ['4;3;0', { kind: 'running', percent: null }],
    ['4;3', { kind: 'running', percent: null }],
    ['4;4;10', { kind: 'paused', percent: 10 }],
    ['4;5;10', null],
    ['4;1;-5', null],
    ['4;1;x', null],
    ['4', null],
    ['Done in 4;1;5', null],
    ['', null],
  ])('%j is %j', (payload, progress) => {
    expect(parseProgress(payload)).toEqual(progress)
  })
})

describe('a shell mark by OSC 133', () => {
  test.each([
    ['A', { kind: 'prompt' }],
    ['A;cl=m;aid=1', { kind: 'prompt' }],
    ['B', { kind: 'input' }],
    ['C;cmdline=ls', { kind: 'output' }],
    ['D', { kind: 'finished', exitCode: null }],
    ['D;0', { kind: 'finished', exitCode: 0 }],
    ['D;130;aid=1', { kind: 'finished', exitCode: 130 }],
    ['D;err', { kind: 'finished', exitCode: null }],
    ['P;k=i', null],
    ['', null],
  ])('%j is %j', (payload, mark) => {
    expect(parseShellMark(payload)).toEqual(mark)
  })
})

describe('the clipboard by OSC 52', () => {
  test('takes text that a program copies', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.constantFrom('c', '', 's', 'pc'),
        (text, selection) => {
          const payload = `${selection};${Buffer.from(text).toString('base64')}`
          expect(parseClipboardRequest(payload)).toEqual({ kind: 'write', text })
        },
      ),
    )
  })

  test('takes 75 KB and not a byte more', () => {
    const atLimit = 'x'.repeat(maxClipboardBytes)
    expect(parseClipboardRequest(`c;${Buffer.from(atLimit).toString('base64')}`)).toMatchObject({
      kind: 'write',
    })
    expect(parseClipboardRequest(`c;${Buffer.from(`${atLimit}x`).toString('base64')}`)).toEqual({
      kind: 'refused',
      reason: 'too-large',
    })
  })

  test.each([
    ['c;?', { kind: 'read' }],
    [';?', { kind: 'read' }],
    ['p;?', { kind: 'read' }],
    ['p;aGk=', { kind: 'refused', reason: 'other-selection' }],
    ['c;', { kind: 'refused', reason: 'not-text' }],
    ['c;!', { kind: 'refused', reason: 'not-text' }],
    ['c;/w==', { kind: 'refused', reason: 'not-text' }],
    ['c', { kind: 'refused', reason: 'not-text' }],
    ['', { kind: 'refused', reason: 'not-text' }],
  ])('%j is %j', (payload, request) => {
    expect(parseClipboardRequest(payload)).toEqual(request)
  })
})
