import type { Terminal } from '@xterm/headless'
import {
  noParts,
  parseOsc777Notification,
  parseOsc9Notification,
  takeOsc99,
  type ProgramNotification,
} from '../../../app/terminal/notification.ts'
import { parseClipboardRequest, parseProgress, parseShellMark } from '../../../app/terminal/osc.ts'
import { parseProgramStatus } from '../../../app/terminal/program-status.ts'
import { maxRawTitleChars } from '../../../app/terminal/title.ts'
import type { HandlerGuard } from './handler-guard.ts'
import type { Observation } from '../protocol/protocol.ts'

/** Tells what the program says outside of its text. `reply` answers the OSC 7501 query. */
export function watchSignals(
  terminal: Terminal,
  guard: HandlerGuard,
  tell: (observation: Observation) => void,
  reply: (data: string) => void,
): void {
  const { parser } = guard
  let notificationParts = noParts
  terminal.onTitleChange(
    guard.listener('title', (title: string) =>
      tell({ kind: 'title', title: title.slice(0, maxRawTitleChars) }),
    ),
  )
  terminal.onBell(guard.listener('bell', () => tell({ kind: 'bell' })))
  parser.registerEscHandler({ final: 'c' }, () => {
    notificationParts = noParts
    tell({ kind: 'reset' })
    return false
  })
  parser.registerOscHandler(7501, (data) => {
    const message = parseProgramStatus(data)
    if (message?.kind === 'query') reply('\x1b]7501;?\x1b\\')
    else if (message?.kind === 'report') tell({ kind: 'osc7501', body: data })
    return true
  })
  parser.registerOscHandler(9, (data) => {
    const progress = parseProgress(data)
    if (progress !== null) tell({ kind: 'progress', progress })
    else notify(parseOsc9Notification(data), tell)
    return true
  })
  parser.registerOscHandler(777, (data) => {
    notify(parseOsc777Notification(data), tell)
    return true
  })
  parser.registerOscHandler(99, (data) => {
    const { parts, notification } = takeOsc99(notificationParts, data)
    notificationParts = parts
    notify(notification, tell)
    return true
  })
  parser.registerOscHandler(133, (data) => {
    const mark = parseShellMark(data)
    if (mark !== null) tell({ kind: 'shellMark', mark })
    return true
  })
  parser.registerOscHandler(52, (data) => {
    const request = parseClipboardRequest(data)
    if (request.kind === 'write') tell({ kind: 'clipboard', text: request.text })
    if (request.kind === 'refused' && request.reason === 'too-large') tell({ kind: 'clipboard', text: null })
    return true
  })
}

function notify(notification: ProgramNotification | null, tell: (observation: Observation) => void): void {
  if (notification !== null) tell({ kind: 'notification', ...notification })
}
