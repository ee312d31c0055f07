import * as v from 'valibot'
import { maxConversationIdChars } from '../base/limits.ts'
import { ToolNameTextSchema } from './session.ts'

/** The most words of options that are kept, and the longest of them: more than anybody types. */
export const maxKeptWords = 32
export const maxKeptWordChars = 500

/**
 * The last conversation with an agent that the user started by hand in a session's shell: it is the agent's, and not the
 * session's own. `args`: options of its start, as words. `at`: when its id was told, ms since the epoch.
 */
export const HandStartedSchema = v.object({
  toolName: ToolNameTextSchema,
  resumeToken: v.pipe(v.string(), v.minLength(1), v.maxLength(maxConversationIdChars)),
  args: v.pipe(
    v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(maxKeptWordChars))),
    v.maxLength(maxKeptWords),
    v.readonly(),
  ),
  at: v.pipe(v.number(), v.integer(), v.minValue(0)),
})
export type HandStarted = Readonly<v.InferOutput<typeof HandStartedSchema>>
