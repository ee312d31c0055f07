import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeSessionId, type SessionId } from '../../../../app/session/session.ts'
import type { SessionView } from '../../../../app/ipc/read-model.ts'
import { followProgramCopies } from '../../../../main/desktop/program-copies.ts'
import type { HostEvent } from '../../../../main/pty-host/protocol/protocol.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { translateIn } from '../../../../app/i18n/translate.ts'
import { standIn } from '../../../support/stand-in.ts'

const shown = makeSessionId(1, 'aaaaaa')
const hidden = makeSessionId(2, 'bbbbbb')

let activeId: SessionId | null
let isFocused: boolean
let locale: 'en' | 'ru'
let clipboard: string
let fails: boolean
let said: string[]
let logged: string[]
let hear: (event: HostEvent) => void
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  activeId = shown
  isFocused = true
  locale = 'en'
  clipboard = 'the user’s own'
  fails = false
  said = []
  logged = []
  const views = [
    { id: shown, title: 'apple' },
    { id: hidden, title: 'birch' },
  ].map((view) => standIn<SessionView>(view))
  stop = followProgramCopies({
    host: {
      onEvent(listener) {
        hear = listener
        return () => (hear = () => undefined)
      },
    },
    manager: {
      get activeSessionId() {
        return activeId
      },
      view: (id) => views.find((view) => view.id === id) ?? null,
    },
    window: { isDestroyed: () => false, isFocused: () => isFocused },
    copy: async (text) => {
      if (fails) throw new Error('no owner')
      clipboard = text
    },
    tell: (sentence) => said.push(sentence),
    log: { error: (line) => logged.push(line) },
    t: translateIn(() => locale),
    clock: systemClock,
  })
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

/** A program of `session` copies these texts in one breath. */
async function copies(session: SessionId, ...texts: (string | null)[]): Promise<void> {
  const observations = texts.map((text) => ({ kind: 'clipboard', text }) as const)
  hear({ type: 'observed', session, at: Date.now(), observations: [...observations, { kind: 'bell' }] })
  await vi.advanceTimersByTimeAsync(0)
}

describe('a program that copies', () => {
  it('leaves the clipboard alone where that is too much, and the user is told', async () => {
    await copies(shown, null)
    await copies(hidden, null)
    expect(clipboard).toBe('the user’s own')
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('apple wanted to copy more than 75 KB')
  })

  it('reaches the clipboard under the eyes of a user, who is told', async () => {
    await copies(shown, 'words 🙂')
    expect(clipboard).toBe('words 🙂')
    expect(said).toEqual(['apple copied 7 characters to the clipboard'])
  })

  it('is ignored while another session is on show', async () => {
    await copies(hidden, 'words')
    activeId = null
    await copies(shown, 'words')
    expect(clipboard).toBe('the user’s own')
    expect(said).toEqual([])
  })

  it('is ignored while the user looks at another window', async () => {
    isFocused = false
    await copies(shown, 'words')
    expect(clipboard).toBe('the user’s own')
    expect(said).toEqual([])
  })

  it('copies the last of what it wrote in one breath', async () => {
    await copies(shown, 'one', 'two')
    expect(clipboard).toBe('two')
    expect(said).toEqual(['apple copied 3 characters to the clipboard'])
  })

  it('is told of once in a while, with its last copy, however often it copies', async () => {
    for (let count = 1; count <= 100; count++) {
      await copies(shown, 'x'.repeat(count))
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(clipboard).toHaveLength(100)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(said.length).toBeGreaterThan(1)
    expect(said.length).toBeLessThanOrEqual(4)
    expect(said[0]).toBe('apple copied 1 character to the clipboard')
    expect(said.at(-1)).toBe('apple copied 100 characters to the clipboard')
    await copies(shown, 'later')
    expect(said.at(-1)).toBe('apple copied 5 characters to the clipboard')
  })

  it('is told of in the language of the user', async () => {
    locale = 'ru'
    await copies(shown, 'раз')
    expect(said).toEqual(['apple: в буфер обмена скопировано 3 символа'])
  })

  it('is not said to have copied where the clipboard could not be written', async () => {
    fails = true
    await copies(shown, 'words')
    expect(said).toEqual([])
    expect(logged).toEqual(['a program could not copy'])
  })
})
