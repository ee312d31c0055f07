/**
 * Text of any source as lines that a terminal can be given: tabs, line feeds and what shows stay; every other control
 * character, C0, DEL and C1, goes, and with it the beginning of each sequence. A carriage return ends a line, since it
 * would go back over it.
 *
 * One pass over single characters. To take sequences out can put new ones together from what is left: of
 * `ESC ESC[0m ]52;…` the inner one goes, and an OSC 52 remains.
 */
export function plainText(text: string): string {
  return text.replace(/\r\n?|(?![\t\n])\p{Cc}/gu, (found) => (found.startsWith('\r') ? '\n' : ''))
}
