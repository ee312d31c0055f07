import type { Locale } from '../i18n/message.ts'
import { translate } from '../i18n/translate.ts'
import { printable } from './printable.ts'
import type { CliSession } from './protocol.ts'

/** A title or a folder may be as long as it likes; a row of a table may not. */
const maxCellChars = 60

/**
 * The sessions as lines of aligned columns, with a line of headings. What a program or a user named itself is shown
 * without control characters: they would act on the terminal that shows the list.
 *
 * @param paint colours a cell by what it says; called after the cell has its width
 */
export function sessionTable(
  sessions: readonly CliSession[],
  locale: Locale,
  paint: (cell: string, status: CliSession['status']) => string,
): string {
  const headings = [
    translate(locale, 'cli.column.id'),
    translate(locale, 'cli.column.status'),
    translate(locale, 'cli.column.queued'),
    translate(locale, 'cli.column.tool'),
    translate(locale, 'cli.column.branch'),
    translate(locale, 'cli.column.title'),
    translate(locale, 'cli.column.folder'),
  ]
  const rows = sessions.map((session) => [
    session.active ? `${session.id} *` : session.id,
    statusWords(session, locale),
    session.queued === 0 ? '-' : String(session.queued),
    session.tool,
    session.branch ?? '-',
    session.title,
    session.folder,
  ])
  const cells = [headings, ...rows].map((row) => row.map(shown))
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))))
  const lines = cells.map((row, at) => {
    const session = sessions[at - 1]
    const padded = row.map((cell, column) => {
      const isLast = column === row.length - 1
      const wide = isLast ? cell : cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))
      return column === statusColumn && session !== undefined ? paint(wide, session.status) : wide
    })
    return padded.join('  ')
  })
  return `${lines.join('\n')}\n`
}

/** A status in the words of the badge, with what makes it more urgent. */
function statusWords(session: CliSession, locale: Locale): string {
  const status = translate(locale, `status.${session.status}`)
  const words = session.certainty === 'guess' ? translate(locale, 'status.guess', { status }) : status
  return session.conflict ? translate(locale, 'cli.withConflict', { status: words }) : words
}

const statusColumn = 1

function shown(text: string): string {
  const line = printable(text)
  const characters = [...line]
  return characters.length <= maxCellChars ? line : `${characters.slice(0, maxCellChars - 1).join('')}…`
}

/** Columns in a terminal: East Asian text and emoji take two, marks none. Near enough for a table. */
function widthOf(text: string): number {
  const wide =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uFF01-\uFF60]/u
  return [...text].reduce((sum, char) => {
    if (/[\p{Mn}\p{Me}]/u.test(char)) return sum
    return sum + (wide.test(char) ? 2 : 1)
  }, 0)
}
