import { beforeEach, describe, expect, it } from 'vitest'
import { ackEveryBytes, maxInputChars, type PageMessage } from '../../../../app/ipc/stream.ts'
import { makeSessionId } from '../../../../app/session/session.ts'
import { createStreamCore, snapshotPatienceMs } from '../../../../renderer/stream/stream-core.ts'
import type { Screen, StreamCore } from '../../../../renderer/stream/stream-core.ts'

const session = makeSessionId(1, 'aaaa')
const other = makeSessionId(2, 'bbbb')
const size = { cols: 80, rows: 24 }

let posted: PageMessage[]
let connects: number
let timers: { readonly ms: number; readonly task: () => void }[]
let core: StreamCore

beforeEach(() => {
  posted = []
  connects = 0
  timers = []
  core = createStreamCore({
    connect: () => (connects += 1),
    after: (ms, task) => {
      const timer = { ms, task }
      timers.push(timer)
      return () => (timers = timers.filter((one) => one !== timer))
    },
  })
})

describe('showing a session', () => {
  it('attaches with its size as soon as there is a port', () => {
    core.show(session, size, recorder())
    expect(posted).toEqual([])
    connect()
    expect(posted).toEqual([{ type: 'attach', session, attachment: 1, cols: 80, rows: 24 }])
  })

  it('replays the snapshot and takes the bytes that follow it, each once', () => {
    connect()
    const screen = recorder()
    core.show(session, size, screen)
    snapshot(1, 100)
    output(1, 90, 'ten before')
    output(1, 95, '12345abc')
    output(1, 103, 'def')
    output(1, 103, 'def')
    expect(screen.text).toBe('<snap 100>abcdef')
  })

  it('takes an update in the place of bytes, goes on from its number, and acknowledges it', () => {
    connect()
    const screen = recorder({ hold: true })
    core.show(session, size, screen)
    catchUp(1, 5, 'before the snapshot')
    snapshot(1, 100)
    output(1, 100, 'abc')
    catchUp(1, 9000, '<update>')
    catchUp(1, 9000, 'again')
    output(1, 9000, 'def')
    expect(screen.text).toBe('<snap 100>abc<update>def')
    screen.parseAll()
    expect(acks().at(-1)).toMatchObject({ seq: 9003 })
    catchUp(1, 9010, '<update>')
    expect(acks().at(-1)).toMatchObject({ seq: 9003 })
    screen.parseAll()
    expect(acks().at(-1)).toMatchObject({ seq: 9010 })
  })

  it('ignores what an older attachment or another session still sends', () => {
    connect()
    const screen = recorder()
    core.show(session, size, screen)
    connect()
    snapshot(2, 0)
    output(1, 0, 'old')
    core.receive({ type: 'output', session: other, attachment: 2, seq: 0, data: bytes('other') })
    output(2, 0, 'new')
    expect(screen.text).toBe('<snap 0>new')
  })

  it('waits for the snapshot before it takes output', () => {
    connect()
    const screen = recorder()
    core.show(session, size, screen)
    output(1, 0, 'early')
    expect(screen.text).toBe('')
  })

  it('attaches again when bytes are missing', () => {
    connect()
    const screen = recorder()
    core.show(session, size, screen)
    snapshot(1, 0)
    output(1, 5, 'x')
    expect(screen.text).toBe('<snap 0>')
    expect(posted.at(-1)).toMatchObject({ type: 'attach', attachment: 2 })
  })

  it('hands on sizes, life and bracketed paste', () => {
    connect()
    const screen = recorder()
    const showing = core.show(session, size, screen)
    snapshot(1, 0)
    core.receive({ type: 'resized', session, attachment: 1, cols: 100, rows: 30 })
    core.receive({ type: 'live', session, attachment: 1, live: false })
    core.receive({ type: 'bracketedPaste', session, attachment: 1, on: true })
    expect(screen.text).toBe('<snap 0><100x30><live false>')
    expect(showing.progress()).toMatchObject({ live: false, bracketedPaste: true })
  })

  it('says nothing for it once it is detached', () => {
    connect()
    const showing = core.show(session, size, recorder())
    showing.detach()
    expect(posted.at(-1)).toEqual({ type: 'detach', session, attachment: 1 })
    const before = posted.length
    showing.input('x')
    showing.resize({ cols: 10, rows: 10 })
    expect(posted).toHaveLength(before)
  })
})

describe('acknowledging', () => {
  it('acknowledges what is parsed, not what has arrived', () => {
    connect()
    const screen = recorder({ hold: true })
    core.show(session, size, screen)
    snapshot(1, 10)
    output(1, 10, 'abc')
    expect(acks()).toEqual([])
    screen.parseAll()
    expect(acks().at(-1)).toEqual({ type: 'ack', session, attachment: 1, seq: 13 })
  })

  it('acknowledges at least every ackEveryBytes while more is waiting', () => {
    connect()
    const screen = recorder({ hold: true })
    core.show(session, size, screen)
    snapshot(1, 0)
    const half = new Uint8Array(ackEveryBytes / 2)
    for (let seq = 0; seq < ackEveryBytes * 2; seq += half.byteLength) {
      core.receive({ type: 'output', session, attachment: 1, seq, data: half })
    }
    screen.parseNext()
    screen.parseNext()
    expect(acks()).toEqual([])
    screen.parseNext()
    expect(acks()).toEqual([{ type: 'ack', session, attachment: 1, seq: ackEveryBytes }])
    screen.parseAll()
    expect(acks().at(-1)).toMatchObject({ seq: ackEveryBytes * 2 })
  })

  it('does not acknowledge for an attachment that is gone', () => {
    connect()
    const screen = recorder({ hold: true })
    core.show(session, size, screen)
    snapshot(1, 0)
    output(1, 0, 'abc')
    connect()
    screen.parseAll()
    expect(acks()).toEqual([])
  })
})

describe('losing the host', () => {
  it('asks for a port when it closes, and attaches again what is on show', () => {
    connect()
    core.show(session, size, recorder())
    snapshot(1, 0)
    core.disconnected()
    expect(connects).toBe(1)
    connect()
    expect(posted.at(-1)).toMatchObject({ type: 'attach', attachment: 2 })
  })

  it('asks again and again until a snapshot comes', () => {
    connect()
    core.show(session, size, recorder())
    elapse()
    elapse()
    expect(connects).toBe(2)
    connect()
    snapshot(2, 0)
    elapse()
    expect(connects).toBe(2)
    expect(timers).toEqual([])
  })

  it('asks for a port if there is none when something is shown', () => {
    core.show(session, size, recorder())
    elapse()
    expect(connects).toBe(1)
  })

  it('sends nothing that is typed while there is no host', () => {
    connect()
    const showing = core.show(session, size, recorder())
    core.disconnected()
    const before = posted.length
    showing.input('rm -rf x\r')
    connect()
    expect(posted.slice(before).map((message) => message.type)).toEqual(['attach'])
  })
})

describe('input', () => {
  it('asks for a size only when it is another', () => {
    connect()
    const showing = core.show(session, size, recorder())
    showing.resize({ cols: 80, rows: 24 })
    showing.resize({ cols: 81, rows: 24 })
    showing.resize({ cols: 81, rows: 24 })
    expect(posted.filter((message) => message.type === 'resize')).toHaveLength(1)
    connect()
    expect(posted.at(-1)).toMatchObject({ type: 'attach', cols: 81 })
    showing.resize({ cols: 81, rows: 24, cell: { width: 8, height: 17 } })
    expect(posted.at(-1)).toMatchObject({ type: 'resize', cell: { width: 8, height: 17 } })
  })

  it('cuts a large paste into messages and never through a character', () => {
    connect()
    const text = `${'x'.repeat(maxInputChars - 1)}😀${'y'.repeat(10)}`
    core.show(session, size, recorder()).paste(text)
    const parts = posted.flatMap((message) => (message.type === 'paste' ? [message.text] : []))
    expect(parts).toHaveLength(2)
    expect(parts.join('')).toBe(text)
    expect(parts[1]).toMatch(/^😀/u)
  })
})

it('waits about as long as a host takes to start again', () => {
  core.show(session, size, recorder())
  expect(timers.map((timer) => timer.ms)).toEqual([snapshotPatienceMs])
})

function connect(): void {
  core.connected((message) => posted.push(message))
}

function snapshot(attachment: number, seq: number): void {
  core.receive({ type: 'snapshot', session, attachment, seq, ...size, data: `<snap ${seq}>`, live: true })
}

function output(attachment: number, seq: number, text: string): void {
  core.receive({ type: 'output', session, attachment, seq, data: bytes(text) })
}

function catchUp(attachment: number, seq: number, data: string): void {
  core.receive({ type: 'catchUp', session, attachment, seq, data })
}

function elapse(): void {
  const due = timers
  timers = []
  for (const timer of due) timer.task()
}

function acks(): readonly PageMessage[] {
  return posted.filter((message) => message.type === 'ack' && message.seq > 0)
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

type Recorder = Screen & { readonly text: string; parseNext(): void; parseAll(): void }

function recorder({ hold = false } = {}): Recorder {
  let text = ''
  const waiting: (() => void)[] = []
  const take = (more: string, parsed: () => void): void => {
    text += more
    if (hold) waiting.push(parsed)
    else parsed()
  }
  return {
    get text() {
      return text
    },
    parseNext: () => waiting.shift()?.(),
    parseAll: () => waiting.splice(0).forEach((parsed) => parsed()),
    replay: ({ data }, parsed) => take(data, parsed),
    write: (data, parsed) => take(typeof data === 'string' ? data : new TextDecoder().decode(data), parsed),
    resize: ({ cols, rows }) => (text += `<${cols}x${rows}>`),
    setLive: (live) => (text += `<live ${live}>`),
  }
}
