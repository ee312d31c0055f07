import * as v from 'valibot'
import { ToolNameTextSchema } from '../session/session.ts'
import type { RulesOrigin, RulesPreview } from '../tool/rules-diff.ts'
import { resolvesWith, type Request } from './request.ts'

const ToolNameSchema = v.object({ toolName: ToolNameTextSchema })

/** The user's own rules of a tool, or changes of it, as they are edited: more than anybody writes by hand. */
const OwnChangesSchema = v.object({
  toolName: ToolNameTextSchema,
  text: v.pipe(v.string(), v.maxLength(200_000)),
})

/** Those of the page's requests that are about tools and their rules, by channel. */
export const toolRequests = {
  /** A tool's rules: those it comes with, or of a file, and the user's own, as JSON text. */
  'rules:read': {
    argument: ToolNameSchema,
    result: resolvesWith<{ readonly preset: string; readonly own: string; readonly origin: RulesOrigin }>(),
  },
  /** The user's own rules of a tool, as JSON text; refused by the name of the rule that is wrong. */
  'rules:save': {
    argument: OwnChangesSchema,
    result: resolvesWith<null>(),
  },
  /** Asks the user for a file of rules, and says what it would change; null where they chose none. */
  'rules:pickFile': { argument: v.object({}), result: resolvesWith<RulesPreview | null>() },
  /** Has the rules of the file in force that was picked last, by its id. */
  'rules:useFile': {
    argument: v.object({ preview: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
    result: resolvesWith<null>(),
  },
  /** Has the built-in rules in force again. */
  'rules:dropFile': { argument: v.object({}), result: resolvesWith<null>() },
  /** Asks the user where to, and writes the rules in force of a tool. The answer: the path, null where they chose none. */
  'rules:saveFile': {
    argument: ToolNameSchema,
    result: resolvesWith<string | null>(),
  },
  /** A tool as it is in force, and the user's own changes of it, as JSON text. */
  'tools:read': {
    argument: ToolNameSchema,
    result: resolvesWith<{ readonly inForce: string; readonly own: string; readonly isPreset: boolean }>(),
  },
  /** The user's own changes of a tool, or a tool of their own, as JSON text; refused by the name of the field. */
  'tools:save': {
    argument: OwnChangesSchema,
    result: resolvesWith<null>(),
  },
  /** Takes the user's own changes back; a tool of their own is gone then. */
  'tools:reset': {
    argument: ToolNameSchema,
    result: resolvesWith<null>(),
  },
  /** What the tool says of itself with its help option. */
  'tools:help': {
    argument: ToolNameSchema,
    result: resolvesWith<string>(),
  },
} as const satisfies Readonly<Record<string, Request>>
