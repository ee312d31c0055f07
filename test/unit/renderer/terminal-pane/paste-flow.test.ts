import { signal } from '@preact/signals'
import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { succeed, type Result } from '../../../../app/base/result.ts'
import type { SessionView } from '../../../../app/ipc/read-model.ts'
import { AbsolutePathSchema, makeSessionId } from '../../../../app/session/session.ts'
import type { Status } from '../../../../app/session/status.ts'
import { defaultSettings } from '../../../../app/store/schema.ts'
import { createPasteFlow, type PasteFlow } from '../../../../renderer/terminal-pane/paste-flow.ts'
import { plainView } from '../../../support/session-view.ts'

const session = makeSessionId(1, 'aaaa')
const evidence = { source: 'process', rule: 'foreground', text: '', at: 0 } as const

let pasted: string[]
let live: boolean
let bracketedPaste: boolean
let toolName: string
let status: Status
let asks: boolean
let clipboard: Result<{ kind: 'text'; text: string } | { kind: 'image' }>
let paste: PasteFlow

beforeEach(() => {
  pasted = []
  live = true
  bracketedPaste = false
  toolName = 'shell'
  status = { kind: 'idle', certainty: 'sure', since: 0, evidence }
  asks = true
  clipboard = succeed({ kind: 'image' })
  paste = createPasteFlow({
    readClipboard: () => Promise.resolve(clipboard),
    state: {
      session: () => signal(sessionView()),
      tools: signal([
        { name: 'shell', displayName: 'Shell', kind: 'shell', found: true },
        { name: 'claude', displayName: 'Claude Code', kind: 'agent', found: true },
      ]),
      get settings() {
        return signal({ ...defaultSettings, confirmMultilinePaste: asks })
      },
      locale: signal('en'),
    },
    target: () => ({
      progress: () => ({ attachment: 1, receivedSeq: 0, parsedSeq: 0, bracketedPaste, live }),
      insert: (text) => pasted.push(text),
    }),
    showError: (error) => pasted.push(`error ${error.code}`),
  })
})

describe('a paste', () => {
  it('of one line goes in at once, without its control bytes', () => {
    paste.pasteText(session, 'echo \u001B[201~hi\u0007')
    expect(pasted).toEqual(['echo [201~hi'])
  })

  it('of several lines into a program that does not bracket asks first', () => {
    paste.pasteText(session, 'echo a\necho b\n')
    expect(pasted).toEqual([])
    expect(paste.question.value).toEqual({ session, text: 'echo a\necho b\n' })
    paste.answer(true)
    expect(pasted).toEqual(['echo a\recho b\r'])
    expect(paste.question.value).toBeNull()
  })

  it('that is not confirmed goes nowhere', () => {
    paste.pasteText(session, 'rm -rf a\nrm -rf b')
    paste.answer(false)
    expect(pasted).toEqual([])
    expect(paste.question.value).toBeNull()
  })

  it('of several lines into an agent that brackets goes in at once', () => {
    toolName = 'claude'
    bracketedPaste = true
    paste.pasteText(session, 'a\nb')
    expect(pasted).toEqual(['a\rb'])
  })

  it('of several lines at a shell prompt asks, in a program that the shell runs it does not', () => {
    bracketedPaste = true
    paste.pasteText(session, 'a\nb')
    expect(paste.question.value).not.toBeNull()
    paste.answer(false)
    status = {
      kind: 'working',
      certainty: 'sure',
      health: 'moving',
      standsSince: null,
      background: 0,
      progress: null,
      since: 0,
      evidence,
    }
    paste.pasteText(session, 'a\nb')
    expect(pasted).toEqual(['a\rb'])
  })

  it('asks nothing if the user has switched the question off', () => {
    asks = false
    paste.pasteText(session, 'a\nb')
    expect(pasted).toEqual(['a\rb'])
  })

  it('into a session without a process goes nowhere', () => {
    live = false
    paste.pasteText(session, 'a')
    paste.pasteText(session, 'a\nb')
    expect(pasted).toEqual([])
    expect(paste.question.value).toBeNull()
  })

  it('from the clipboard takes text; an image is main’s to drop', async () => {
    await paste.pasteClipboard(session)
    clipboard = succeed({ kind: 'image' })
    await paste.pasteClipboard(session)
    expect(pasted).toEqual([])
    clipboard = succeed({ kind: 'text', text: 'words' })
    await paste.pasteClipboard(session)
    expect(pasted).toEqual(['words'])
    clipboard = { ok: false, error: { code: 'image-broken', message: 'Broken.', hint: '' } }
    await paste.pasteClipboard(session)
    expect(pasted.at(-1)).toBe('error image-broken')
  })
})

function sessionView(): SessionView {
  return {
    id: session,
    title: 'work',
    toolName,
    toolDisplayName: toolName,
    workdir: v.parse(AbsolutePathSchema, '/'),
    shortFolder: '/',
    status,
    ...plainView,
  }
}
