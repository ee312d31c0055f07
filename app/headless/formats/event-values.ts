import { textAt, valueAt } from '../../base/json-value.ts'
import { maxConversationIdChars } from '../../base/limits.ts'
import type { Piece } from './piece.ts'

/** The text at a path of names and indexes, as it is; empty where there is none. */
export function stringAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = valueAt(value, ...path)
  return typeof found === 'string' ? found : ''
}

/** The list at a path; empty where there is none. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = valueAt(value, ...path)
  return Array.isArray(found) ? found : []
}

/** The id of the conversation under one of these names, as a piece; none where it is not there. */
export function tokenIn(value: unknown, ...names: readonly string[]): readonly Piece[] {
  const token = textAt(value, ...names)
  return token === null || token.length > maxConversationIdChars ? [] : [{ kind: 'token', token }]
}

/** A message of the assistant, as a piece; none where it says nothing. */
export function messageOf(text: string): readonly Piece[] {
  return text.trim() === '' ? [] : [{ kind: 'message', text }]
}

/** The text of a result that is a string, or a list of parts of which some are text. */
export function textOfContent(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content
    .map((part: unknown) => stringAt(part, 'text'))
    .filter((text) => text !== '')
    .join('\n')
}

/** What tells a call of a tool from another: its command, path, pattern or address, else its whole input. */
export function aboutInput(input: unknown): string {
  const told = textAt(input, ...tellingNames)
  if (told !== null) return told
  const words = listAt(input, 'command').filter((word) => typeof word === 'string')
  if (words.length > 0) return words.join(' ')
  if (typeof input === 'string') return input
  const json = input === undefined || input === null ? '' : JSON.stringify(input)
  return json === '{}' ? '' : json
}

const tellingNames = [
  'command',
  'cmd',
  'file_path',
  'filePath',
  'absolute_path',
  'notebook_path',
  'path',
  'pattern',
  'query',
  'url',
  'skill',
  'description',
  'prompt',
]
