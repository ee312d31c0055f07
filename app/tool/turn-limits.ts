import type { ToolConfig } from './tool-config.ts'

/** How long a prompt may run, ms: without output, and in all. Null: forever. */
export type TurnLimits = { readonly idleMs: number | null; readonly totalMs: number | null }

/** A tool's own limits; `timeoutMs`, where it is given, takes the place of how long a prompt may run in all. */
export function turnLimits({ timeouts }: Pick<ToolConfig, 'timeouts'>, timeoutMs: number | null): TurnLimits {
  const toMs = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1000)
  return { idleMs: toMs(timeouts.idleSec), totalMs: timeoutMs ?? toMs(timeouts.totalSec) }
}
