import { beforeEach, describe, expect, it } from 'vitest'
import { createInputGate, type InputGate } from '../../../../renderer/terminal/input-gate.ts'

let sent: string[]
let live: boolean
let answering: boolean
let starts: number
let gate: InputGate

beforeEach(() => {
  sent = []
  live = true
  answering = false
  starts = 0
  gate = createInputGate({
    isLive: () => live,
    startAgain: () => {
      starts += 1
    },
    isAnswering: () => answering,
    send: (text) => sent.push(text),
    sendBinary: (data) => sent.push(`binary ${data}`),
  })
})

describe('the input gate', () => {
  it('lets keys, mouse reports, composed text and focus reports pass', () => {
    type('a')
    gate.data('\u001B[<0;1;1M')
    gate.data('漢字')
    gate.data('\u001B[I')
    gate.binary('\u001B[M !!')
    expect(sent).toEqual(['a', '\u001B[<0;1;1M', '漢字', '\u001B[I', 'binary \u001B[M !!'])
  })

  it('drops what the terminal answers', () => {
    answering = true
    gate.data('\u001B]4;1;rgb:0000/0000/0000\u001B\\')
    expect(sent).toEqual([])
  })

  it('drops reports that a replayed snapshot provokes, and holds keys until it is written', () => {
    gate.hold()
    gate.data('\u001B[I')
    type('l')
    gate.data('\u001B[O')
    gate.binary('\u001B[M !!')
    type('s')
    expect(sent).toEqual([])
    gate.release()
    expect(sent).toEqual(['l', 's'])
  })

  it('says whether keys wait, so that an Enter after them is told from an Enter alone', () => {
    gate.hold()
    gate.data('\u001B[I')
    expect(gate.holdsKeys()).toBe(false)
    type('l')
    expect(gate.holdsKeys()).toBe(true)
    gate.release()
    expect(gate.holdsKeys()).toBe(false)
  })

  it('does not take a report for a key because an equal key was pressed before', () => {
    type('\u001B[I')
    gate.hold()
    gate.data('\u001B[I')
    gate.release()
    expect(sent).toEqual(['\u001B[I'])
  })

  it('gives keys that were held to the session for which they were pressed', () => {
    gate.hold()
    type('a')
    gate.leave()
    expect(sent).toEqual(['a'])
    type('b')
    gate.release()
    expect(sent).toEqual(['a', 'b'])
  })

  it('sends nothing to a session without a process, and keeps nothing for its next one', () => {
    live = false
    type('a')
    gate.hold()
    type('b')
    gate.release()
    live = true
    gate.release()
    expect(sent).toEqual([])
  })

  it('starts a session again by an Enter that came before it was known to have no process', () => {
    live = false
    gate.hold()
    type('\r')
    gate.release()
    expect({ sent, starts }).toEqual({ sent: [], starts: 1 })
  })

  it('starts nothing by an Enter that was meant for a program that has gone meanwhile', () => {
    gate.hold()
    for (const key of 'ls\r') type(key)
    live = false
    gate.release()
    gate.release()
    expect({ sent, starts }).toEqual({ sent: [], starts: 0 })
  })

  it('holds a bounded number of keys', () => {
    gate.hold()
    for (let index = 0; index < 1000; index += 1) type('x')
    gate.release()
    expect(sent.length).toBeLessThan(100)
  })
})

function type(key: string): void {
  gate.keyPressed(key)
  gate.data(key)
}
