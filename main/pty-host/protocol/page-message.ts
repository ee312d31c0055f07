import * as v from 'valibot'
import { maxInputChars, type PageMessage } from '../../../app/ipc/stream.ts'
import { terminalSizeFields } from '../../../app/terminal/terminal-size.ts'
import { SessionIdSchema } from '../../../app/session/session.ts'

const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const size = {
  ...terminalSizeFields,
  cell: v.exactOptional(
    v.object({
      width: v.pipe(v.number(), v.minValue(1), v.maxValue(500)),
      height: v.pipe(v.number(), v.minValue(1), v.maxValue(500)),
    }),
  ),
}
const session = SessionIdSchema
const inputText = v.pipe(v.string(), v.maxLength(maxInputChars))

const PageMessageSchema = v.variant('type', [
  v.object({ type: v.literal('attach'), session, attachment: wholeNumber, ...size }),
  v.object({ type: v.literal('detach'), session, attachment: wholeNumber }),
  v.object({ type: v.literal('input'), session, data: inputText }),
  v.object({ type: v.literal('binary'), session, data: inputText }),
  v.object({ type: v.literal('paste'), session, text: inputText }),
  v.object({ type: v.literal('resize'), session, ...size }),
  v.object({ type: v.literal('ack'), session, attachment: wholeNumber, seq: wholeNumber }),
])

/** A message of the page, which is not trusted; null if it is none. */
export function parsePageMessage(message: unknown): PageMessage | null {
  const parsed = v.safeParse(PageMessageSchema, message)
  return parsed.success ? parsed.output : null
}
