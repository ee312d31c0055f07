import { makeSessionId, type SessionId } from '../../../../app/session/session.ts'
import type { RoomSize, Screen } from '../../../../renderer/stream/stream-core.ts'
import { createTerminalView, type TerminalView } from '../../../../renderer/terminal/terminal-view.ts'
import { measureLetters } from './page-terminal.ts'

export const sessionA = makeSessionId(1, 'aaaa')
export const sessionB = makeSessionId(2, 'bbbb')

/** A terminal of the page in happy-dom, and what it asked of the stream. */
export type ViewRig = {
  readonly view: TerminalView
  /** What each session was sent, in order: `A x`. */
  readonly sent: readonly string[]
  readonly sizes: readonly RoomSize[]
  /** Gives the session on show its text, as a snapshot of a program that runs. */
  fill(data: string): Promise<void>
}

export function openView(): ViewRig {
  measureLetters()
  const sent: string[] = []
  const sizes: RoomSize[] = []
  let screen: Screen | null = null
  const view = createTerminalView({
    show(session: SessionId, size, shown) {
      screen = shown
      sizes.push(size)
      let attached = true
      const input = (text: string) => {
        if (attached) sent.push(`${session === sessionA ? 'A' : 'B'} ${text}`)
      }
      return {
        session,
        input,
        binary: input,
        paste: input,
        resize: (wanted) => sizes.push(wanted),
        detach: () => (attached = false),
        progress: () => ({ attachment: 1, receivedSeq: 0, parsedSeq: 0, bracketedPaste: false, live: true }),
      }
    },
    look: { dark: true, fontSize: 13, renderer: 'dom' },
    isMac: false,
    inputLabel: 'Terminal',
    openLink: () => undefined,
    hasProcess: () => true,
    revive: () => undefined,
  })
  const host = document.createElement('div')
  document.body.append(host)
  view.mount(host)
  if (view.terminal.screenElement) view.terminal.screenElement.style.padding = '0px'
  return {
    view,
    sent,
    sizes,
    async fill(data) {
      await new Promise<void>((parsed) => screen?.replay({ cols: 40, rows: 6, data, live: true }, parsed))
    },
  }
}
