import type { Clock } from '../session/clock.ts'
import type { HostLink } from '../session/host-link.ts'
import type { Typing } from './insert.ts'
import { createScreenReader } from './screen-reader.ts'

/** Types into sessions through the pty host. */
export function typeThrough(host: HostLink, clock: Clock): Typing {
  return {
    paste: (session, text) => host.send({ type: 'paste', session, text }),
    type: (session, data) => host.send({ type: 'input', session, data }),
    readScreen: createScreenReader(host, clock),
  }
}
