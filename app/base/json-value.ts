/** What a tool told its hook; nothing is known of its form. */
export type Payload = Readonly<Record<string, unknown>>

/**
 * The object at the start of `text`, as much of it as is there: a hook passes on only so many bytes, and what it cuts
 * off (a file's new content, a long answer) is seldom what is asked for. A string that was cut keeps its beginning,
 * a member that was cut without a value is gone.
 *
 * @returns null where the text is no object
 */
export function readPayload(text: string): Payload | null {
  for (const candidate of [() => text, () => closeString(text), () => endAtLastWhole(text)]) {
    const parsed = parse(candidate())
    if (parsed !== undefined) return isRecord(parsed) ? parsed : null
  }
  return null
}

/** The value at a path of names and indexes; undefined where there is none. */
export function valueAt(value: unknown, ...path: readonly (string | number)[]): unknown {
  let at = value
  for (const step of path) {
    if (Array.isArray(at)) at = typeof step === 'number' ? at[step] : undefined
    else at = isRecord(at) && Object.hasOwn(at, step) ? at[step] : undefined
  }
  return at
}

/** The first of these members that is a text with something in it, else null. */
export function textAt(value: unknown, ...names: readonly string[]): string | null {
  for (const name of names) {
    const text = valueAt(value, name)
    if (typeof text === 'string' && text.trim() !== '') return text
  }
  return null
}

/** How many there are in the lists of these names; null where none of them is a list. */
export function countAt(value: unknown, ...names: readonly string[]): number | null {
  const lists = names.map((name) => valueAt(value, name)).filter((list) => Array.isArray(list))
  return lists.length === 0 ? null : lists.reduce((sum, list) => sum + list.length, 0)
}

function isRecord(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parse(json: string | null): unknown {
  if (json === null) return undefined
  try {
    const value: unknown = JSON.parse(json)
    return value
  } catch {
    return undefined
  }
}

/** The text that broke off inside a string, with that string and all that is open closed. */
function closeString(text: string): string | null {
  const { isInString, open } = scan(text)
  if (!isInString) return null
  // An escape that was cut in half would swallow the closing mark.
  const whole = text.replace(/\\(?:u[0-9a-f]{0,3})?$/iu, (cut, at: number, all: string) =>
    isEscaped(all, at) ? cut : '',
  )
  return `${whole}"${open}`
}

/** The text up to the last member that is whole, with all that is open closed. */
function endAtLastWhole(text: string): string | null {
  const { wholeEnd, wholeOpen } = scan(text)
  return wholeEnd === 0 ? null : text.slice(0, wholeEnd) + wholeOpen
}

/** What is open at the end of the text, as the marks that close it, and where its last whole member ends. */
function scan(text: string): { isInString: boolean; open: string; wholeEnd: number; wholeOpen: string } {
  const closers: string[] = []
  let isInString = false
  let wholeEnd = 0
  let wholeDepth = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (isInString) {
      if (char === '\\') at += 1
      else if (char === '"') isInString = false
    } else if (char === '"') isInString = true
    else if (char === '{') closers.push('}')
    else if (char === '[') closers.push(']')
    else if (char === ',' || char === '}' || char === ']') {
      if (char !== ',') closers.pop()
      wholeEnd = char === ',' ? at : at + 1
      wholeDepth = closers.length
    }
  }
  const closing = (depth: number): string => closers.slice(0, depth).reverse().join('')
  return { isInString, open: closing(closers.length), wholeEnd, wholeOpen: closing(wholeDepth) }
}

function isEscaped(text: string, at: number): boolean {
  let before = at
  while (text[before - 1] === '\\') before -= 1
  return (at - before) % 2 === 1
}
