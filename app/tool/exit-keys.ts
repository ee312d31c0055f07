import type { ExitStep } from './tool-config.ts'

/** What a key of a tool's own exit sends to the pty: the byte that every program takes, also under a keyboard protocol. */
export function bytesOfKey(key: Extract<ExitStep, { kind: 'key' }>['key']): string {
  return keyBytes[key]
}

const keyBytes = { 'ctrl-c': '\u0003', 'ctrl-d': '\u0004', escape: '\u001B', enter: '\r' } as const
