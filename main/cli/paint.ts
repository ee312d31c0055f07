import type { CliSession } from '../../app/cli/protocol.ts'

/** A cell in the colour of a status: what needs a user is loud, what rests is not. */
export function paintStatus(cell: string, status: CliSession['status']): string {
  const color = colors[status]
  return color === null ? cell : `\u001B[${color}m${cell}\u001B[0m`
}

/** Of the sixteen that every terminal has and every theme sets. */
const colors: Readonly<Record<CliSession['status'], number | null>> = {
  dormant: 2,
  starting: 2,
  working: 36,
  waiting: 33,
  idle: null,
  failed: 31,
  exited: 2,
}
