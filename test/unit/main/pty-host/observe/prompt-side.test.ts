import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import type { ScreenFrame } from '../../../../../main/pty-host/protocol/protocol.ts'
import headless from '@xterm/headless'
import { darkTheme } from '../../../../../app/terminal/theme.ts'
import { systemClock } from '../../../../../main/base/clock.ts'
import { History } from '../../../../../main/pty-host/kept/history.ts'
import { PromptSide } from '../../../../../main/pty-host/observe/prompt-side.ts'
import { Screen } from '../../../../../main/pty-host/screen/screen.ts'
import { HostRig, PageRig } from '../../../../support/hosted.ts'
import { pollFor } from '../../../../support/poll.ts'

let rig: HostRig
let id: SessionId
let asked: number

beforeEach(() => {
  rig = new HostRig()
  id = rig.open()
  asked = 1000
})
afterEach(() => rig.dispose())

async function frame(mark = false): Promise<ScreenFrame | null> {
  asked += 1
  const of = asked
  rig.send({ type: 'readFrame', id: of, session: id, mark })
  return (await rig.event('frame', (event) => event.id === of)).frame
}

async function since(): Promise<{ text: string; isScreen: boolean }> {
  asked += 1
  const of = asked
  rig.send({ type: 'readSince', id: of, session: id })
  const { text, isScreen } = await rig.event('since', (event) => event.id === of)
  return { text, isScreen }
}

const type = (data: string) => rig.send({ type: 'input', session: id, data })

async function shows(text: string): Promise<void> {
  await pollFor(async () => (await rig.text(id)).includes(text), { what: `"${text}" on the screen` })
}

test('ten thousand looks leave one mark behind', () => {
  const ignore = () => undefined
  const screen = new Screen({
    cols: 40,
    rows: 5,
    appVersion: '1',
    theme: darkTheme,
    onReply: ignore,
    onSignal: ignore,
  })
  const kept = { history: new History('nowhere'), historySince: () => Promise.resolve('') }
  const prompts = new PromptSide(
    screen,
    kept,
    systemClock,
    ignore,
    ignore,
    () => 0,
    () => null,
  )
  const register = vi.spyOn(headless.Terminal.prototype, 'registerMarker')
  const marker = (at: number) => register.mock.results.at(at)?.value
  for (let look = 0; look < 10_000; look++) {
    prompts.frame(true)
    if (look % 10 === 0) screen.parse(Buffer.from('line\r\n'))
    expect(marker(-1)).toMatchObject({ isDisposed: false })
    if (look > 0) expect(marker(-2)).toMatchObject({ isDisposed: true })
  }
  register.mockRestore()
  screen.dispose()
})

describe('the text since a prompt', () => {
  test('is that from its line on', async () => {
    rig.run(
      id,
      'echo earlier; printf "ready> "; read -r line; echo "got $line"; printf "ready> "; read -r line',
    )
    await shows('ready>')
    expect(await frame(true)).toMatchObject({ isAlternate: false, bracketedPaste: false })
    type('words\r')
    await shows('got words')
    await pollFor(async () => (await since()).text === 'ready> words\ngot words\nready>')
    expect((await since()).isScreen).toBe(false)
  })

  test('is whole and in order also where it is longer than what the screen keeps', async () => {
    rig.run(
      id,
      'seq -f "old %g" 1 300; printf "ready> "; read -r line; seq -f "row %g" 1 4000; echo done; read -r line',
    )
    await shows('ready>')
    await frame(true)
    type('go\r')
    await shows('done')
    const { text, isScreen } = await since()
    const rows = Array.from({ length: 4000 }, (_, at) => `row ${at + 1}`)
    expect(text.trimEnd().split('\n')).toEqual(['ready> go', ...rows, 'done'])
    expect(isScreen).toBe(false)
  })

  test('is what is on show where a full screen is drawn, or nothing was marked', async () => {
    rig.run(id, String.raw`printf 'plain\n'; read -r line; printf '\033[?1049h\033[Hmenu'; read -r line`)
    await shows('plain')
    expect(await since()).toMatchObject({ text: expect.stringContaining('plain'), isScreen: true })
    await frame(true)
    type('\r')
    await shows('menu')
    const seen = await since()
    expect(seen.isScreen).toBe(true)
    expect(seen.text.trim()).toBe('menu')
  })

  test('is nothing for a session that is not there', async () => {
    rig.send({ type: 'forget', session: id, deleteText: true })
    expect(await frame()).toBeNull()
    expect(await since()).toMatchObject({ text: '' })
  })
})

describe('what is to be known before a prompt is typed', () => {
  test('tells whether the user has begun a line, and how a paste is to be given', async () => {
    const page = new PageRig(rig.host)
    rig.run(id, String.raw`printf '\033[?2004h> '; read -r line; read -r line`)
    page.attach(id)
    await page.shows('>')
    expect(await frame()).toMatchObject({ hasTyped: false, bracketedPaste: true })
    page.input('half')
    await pollFor(async () => (await frame())?.hasTyped === true, { what: 'the line that was begun' })
    page.input('\r')
    await pollFor(async () => (await frame())?.hasTyped === false, { what: 'the line to be over' })
  })
})

describe('a prompt that Enter did not send', () => {
  const when = { text: 'text', lead: 'go> ', promptBox: null, front: null }
  const hasTyped = async (): Promise<boolean | undefined> => (await frame())?.hasTyped
  /** Reads Enter and shows its line again as it was; the next key clears it. */
  const leaves = `stty raw -echo; printf 'go> text'; head -c 1 >/dev/null; printf '\\r\\033[Kgo> text!\\b \\b'; head -c 1 >/dev/null; printf '\\r\\033[Kgo> '; head -c 9`

  async function pressed(): Promise<void> {
    rig.run(id, leaves)
    await shows('go> text')
    rig.send({ type: 'press', id: 1, session: id, key: '\r', when })
    expect((await rig.event('pressOutcome')).outcome.kind).toBe('pressed')
    expect(await hasTyped()).toBe(false)
  }

  test('counts as typed for as long as it stands there', async () => {
    await pressed()
    rig.send({ type: 'unsent', session: id, when })
    await pollFor(async () => (await hasTyped()) === true, { what: 'the text to stand there' })
    // The terminal's own word is no key: the program takes the text late.
    type('\u001b[I')
    await pollFor(async () => (await hasTyped()) === false, { what: 'the text to be gone' })
  })

  test('is left to the keys again with the next one', async () => {
    await pressed()
    rig.send({ type: 'unsent', session: id, when })
    await pollFor(async () => (await hasTyped()) === true, { what: 'the text to stand there' })
    type('\u0015')
    expect(await hasTyped()).toBe(false)
  })
})

describe('while a prompt is typed', () => {
  test('the user’s keys wait, and come behind it whole and in their order', async () => {
    const page = new PageRig(rig.host)
    rig.run(id, 'stty -echo; echo up; while read -r line; do echo "got: $line"; done')
    page.attach(id)
    await page.shows('up')
    rig.send({ type: 'hold', session: id, on: true })
    await frame()
    for (const key of 'mine\r') page.input(key)
    page.input('second\r')
    rig.send({ type: 'paste', session: id, text: 'the prompt' })
    type('\r')
    await shows('got: the prompt')
    expect(await rig.text(id)).not.toContain('mine')
    rig.send({ type: 'hold', session: id, on: false })
    await shows('got: second')
    expect((await rig.text(id)).trim().split('\n')).toEqual([
      'up',
      'got: the prompt',
      'got: mine',
      'got: second',
    ])
  })
})

test('text of a program without a terminal is shown line by line, and asks nobody', async () => {
  rig.send({ type: 'print', id: 1, session: id, text: 'one\ntwo\r\n\u001b[31mthree\u001b[0m\n' })
  await rig.event('printed', (event) => event.id === 1)
  expect(await rig.text(id)).toBe('one\ntwo\nthree')
})
