import type { Terminal } from '@xterm/headless'
import type { Observation } from './protocol.ts'

/** OSC 7501 sequences beyond this are discarded whole (Program Status Protocol 0.4). */
const maxReportBytes = 4096
/** A title may be ten million characters long for xterm.js; whoever shows it cleans and cuts it further. */
const maxTitleChars = 1000
const maxNotificationChars = 2000
/** OSC 52 writes beyond this are dropped. */
const maxClipboardBytes = 75_000

/** Tells what the program says outside of its text. `reply` answers the OSC 7501 query. */
export function watchSignals(
  terminal: Terminal,
  tell: (observation: Observation) => void,
  reply: (data: string) => void,
): void {
  const { parser } = terminal
  terminal.onTitleChange((title) => tell({ kind: 'title', title: title.slice(0, maxTitleChars) }))
  terminal.onBell(() => tell({ kind: 'bell' }))
  parser.registerEscHandler({ final: 'c' }, () => {
    tell({ kind: 'reset' })
    return false
  })
  parser.registerOscHandler(7501, (data) => {
    if (data === '?') reply('\x1b]7501;?\x1b\\')
    else if (data.length <= maxReportBytes) tell({ kind: 'osc7501', body: data })
    return true
  })
  parser.registerOscHandler(9, (data) => {
    const progress = /^4;([0-4])(?:;(\d{0,3}))?;?$/.exec(data)
    if (progress)
      tell({ kind: 'progress', state: Number(progress[1]), value: Math.min(Number(progress[2] ?? 0), 100) })
    // ConEmu's 9;1 to 9;12 are commands, not text.
    else if (!/^\d{1,2}(;|$)/.test(data)) notify(data, tell)
    return true
  })
  parser.registerOscHandler(777, (data) => {
    const [command, ...texts] = data.split(';')
    if (command === 'notify') notify(texts.filter((text) => text !== '').join(': '), tell)
    return true
  })
  parser.registerOscHandler(99, (data) => {
    const text = kittyNotification(data)
    if (text !== null) notify(text, tell)
    return true
  })
  parser.registerOscHandler(52, (data) => {
    const text = clipboardText(data)
    if (text !== null) tell({ kind: 'clipboard', text })
    return true
  })
}

function notify(text: string, tell: (observation: Observation) => void): void {
  if (text !== '') tell({ kind: 'notification', text: text.slice(0, maxNotificationChars) })
}

/** `metadata;payload`, keys by `:`; only titles and bodies are text (`p=?` is a query, others are icons and buttons). */
function kittyNotification(data: string): string | null {
  const at = data.indexOf(';')
  if (at < 0) return null
  const metadata = data.slice(0, at).split(':')
  const kind = metadata.find((entry) => entry.startsWith('p='))?.slice(2) ?? 'title'
  if (kind !== 'title' && kind !== 'body') return null
  const payload = data.slice(at + 1)
  return metadata.includes('e=1') ? Buffer.from(payload, 'base64').toString('utf8') : payload
}

/** The decoded text of a write; null for a read (`?`), another selection, or too much. */
function clipboardText(data: string): string | null {
  const at = data.indexOf(';')
  if (at < 0 || (at > 0 && !data.slice(0, at).includes('c'))) return null
  const payload = data.slice(at + 1)
  if (payload === '' || payload === '?' || payload.length > (maxClipboardBytes * 4) / 3 + 4) return null
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(payload)) return null
  const bytes = Buffer.from(payload, 'base64')
  return bytes.length > maxClipboardBytes ? null : bytes.toString('utf8')
}
