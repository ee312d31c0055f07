/** A dim rule with a text in it, one column short of the screen so that it does not wrap. */
export function separatorLine(text: string, cols: number): string {
  return `\x1b[2m${`── ${text} `.padEnd(cols - 1, '─').slice(0, cols - 1)}\x1b[0m\r\n`
}
