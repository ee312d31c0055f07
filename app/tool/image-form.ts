import * as v from 'valibot'
import { because } from '../base/reason.ts'
import { PatternSchema } from '../base/pattern.ts'

/**
 * How a tool takes an image.
 *
 * - `paste`: the path by bracketed paste, alone. Measured: a path with other text in the same paste, or typed key by
 *   key, stays text in every agent. `quoting: 'none'` is for paths without spaces (Roost's own copies); agents read
 *   quotes literally or not, each in its way. The tool then shows `markPattern` on its screen (flags `mu`; within
 *   `markTimeoutMs`), if it shows anything.
 * - `argument`: only on the command line, `{image}` is the path.
 * - `quoted-path`: typed as a word of the shell's language.
 * - `line`: by a command of the tool, `/add {image}`, on a line of its own for each image, which is sent before the
 *   prompt. `quoting`: as a word of a shell, or in double quotes, in which nothing can be escaped. A tool that is at its
 *   prompt again has taken the image, if what it printed matches `markPattern` (flags `mu`).
 */
export const ImageFormSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('paste'),
    quoting: v.picklist(['none', 'shell']),
    trailingSpace: v.boolean(),
    /** One image in a paste; the next goes after the mark of the one before. */
    oneAtATime: v.boolean(),
    markPattern: v.optional(PatternSchema),
    markTimeoutMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
  }),
  v.strictObject({
    kind: v.literal('argument'),
    args: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(8), v.readonly()),
  }),
  v.strictObject({ kind: v.literal('quoted-path'), trailingSpace: v.boolean() }),
  v.strictObject({
    kind: v.literal('line'),
    text: v.pipe(v.string(), v.maxLength(200), v.includes('{image}', because('no-image-place'))),
    quoting: v.optional(v.picklist(['shell', 'double']), 'shell'),
    markPattern: v.optional(PatternSchema),
  }),
])
export type ImageForm = v.InferOutput<typeof ImageFormSchema>

/**
 * Marks came 3–484 ms after the paste in the six measured agents, and up to 2.1 s after it on a busy machine; beyond this
 * there will be none.
 */
const markTimeoutMs = 5000

/** A path alone in a bracketed paste, the one form that all measured agents but Pi take (a space after it breaks Copilot). */
export const singlePasteForm = {
  kind: 'paste',
  quoting: 'none',
  trailingSpace: false,
  oneAtATime: true,
  markTimeoutMs,
} as const satisfies ImageForm

/** A quoted word and a space, ready for the next one. */
export const quotedPathForm = { kind: 'quoted-path', trailingSpace: true } as const satisfies ImageForm
