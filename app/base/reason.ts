import * as v from 'valibot'

/** Reasons that need no more than their name. Those of a schema's own checks are the messages of these checks. */
const plainReasons = [
  'unknown-field',
  'missing-field',
  'unfit',
  'control-character',
  'no-program',
  'unknown-place',
  'tool-name',
  'rule-id',
  'rule-id-taken',
  'condition',
  'deep',
  'variable-name',
  'no-token-group',
  'no-image-place',
  'pattern',
  'version',
  'running-already',
  'not-open',
] as const
export type PlainReason = (typeof plainReasons)[number]

const valueTypes = ['list', 'object', 'string', 'number', 'boolean', 'integer'] as const

/**
 * Why something cannot be used or done, in parts. Whoever shows it words it in the reader's language
 * (`app/i18n/reason-words.ts`); `system` holds the words of the system, which stay as they are.
 */
export const ReasonSchema = v.variant('kind', [
  v.object({ kind: v.picklist(plainReasons) }),
  v.object({ kind: v.literal('type'), type: v.picklist(valueTypes) }),
  /** `expected` as schemas write it: `<=64`, `("a" | "b")`. */
  v.object({ kind: v.picklist(['length', 'value']), expected: v.string() }),
  v.object({ kind: v.picklist(['other-name', 'name-taken']), name: v.string() }),
  v.object({ kind: v.literal('slow-pattern'), pattern: v.string() }),
  v.object({ kind: v.literal('place'), place: v.string() }),
  /** In a text, both counted from 1. */
  v.object({ kind: v.literal('text-place'), line: v.number(), column: v.number() }),
  v.object({ kind: v.literal('exit-code'), code: v.number() }),
  v.object({ kind: v.literal('signal'), signal: v.string() }),
  v.object({
    kind: v.picklist(['folder-missing', 'folder-none', 'folder-closed', 'program-missing', 'program-closed']),
    path: v.string(),
  }),
  v.object({ kind: v.literal('system'), text: v.string() }),
])
export type Reason = Readonly<v.InferOutput<typeof ReasonSchema>>

/** The message of a schema's own check, by which `reasonOf` knows why it failed. */
export function because(reason: PlainReason): PlainReason {
  return reason
}

/** A finding of a schema, without what was given instead: that may be a secret. */
export function reasonOf({ message }: Pick<v.BaseIssue<unknown>, 'message'>): Reason {
  const own = plainReasons.find((reason) => reason === message)
  if (own !== undefined) return { kind: own }
  const [, what, expected] =
    /^Invalid (\w+)(?:: Expected (.+?))?(?:(?: but received|: Received) .*)?$/su.exec(message) ?? []
  if (what === 'integer') return { kind: 'type', type: 'integer' }
  if (expected === undefined) return { kind: 'unfit' }
  if (what === 'key') return { kind: expected === 'never' ? 'unknown-field' : 'missing-field' }
  const type = typesByName.get(expected)
  if (type !== undefined) return { kind: 'type', type }
  return { kind: what === 'length' ? 'length' : 'value', expected }
}

const typesByName: ReadonlyMap<string, (typeof valueTypes)[number]> = new Map([
  ['Array', 'list'],
  ['Object', 'object'],
  ['string', 'string'],
  ['number', 'number'],
  ['boolean', 'boolean'],
])

/** What is particular in a failure, beside the sentence of its code. */
export const FailureDetailsSchema = v.object({
  /** What it is about, as a path: `resume.pattern`. */
  field: v.exactOptional(v.string()),
  reason: v.exactOptional(ReasonSchema),
  /** The last lines of a program, as it wrote them. */
  lines: v.exactOptional(v.array(v.string())),
})
export type FailureDetails = Readonly<v.InferOutput<typeof FailureDetailsSchema>>
/** Of a failure from elsewhere: details that cannot be read are left out, its sentence stays. */
export const readableDetails = v.fallback(v.optional(FailureDetailsSchema), undefined)
