/** No pattern gets more than this of a line to work on: the square of it is a moment, that of a whole output is minutes. */
export const maxLineChars = 400

export function cutLine(line: string): string {
  return line.length > maxLineChars ? line.slice(0, maxLineChars) : line
}

/**
 * The lines of a text, none longer than `maxLineChars`. The word in which a line would be cut goes with the rest: half an id
 * at the end of a line would pass for a whole one.
 */
export function cutLines(text: string): string {
  if (text.length <= maxLineChars) return text
  return text
    .split('\n')
    .map((line) => {
      if (line.length <= maxLineChars) return line
      const cut = line.slice(0, maxLineChars)
      return cut.slice(0, Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\t')) + 1)
    })
    .join('\n')
}
