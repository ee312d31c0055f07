import * as v from 'valibot'
import { failWith } from '../i18n/failure.ts'
import { succeed, type Result } from '../base/result.ts'
import { AbsolutePathSchema, ModeSchema } from './session.ts'

/** A prompt is text that a user could have typed: longer ones are refused, not cut. */
export const maxPromptChars = 200_000
export const maxPromptImages = 20

/** Roost's own copies of images, absolute, in the order in which they are given to the tool. */
const ImagesSchema = v.pipe(v.array(AbsolutePathSchema), v.maxLength(maxPromptImages), v.readonly())
const TextSchema = v.pipe(v.string(), v.maxLength(maxPromptChars))

/** What a prompt is made of. */
export const promptFields = { text: TextSchema, images: ImagesSchema }

/** What is being written: perhaps nothing yet. */
export const PromptDraftSchema = v.object(promptFields)
export type PromptDraft = v.InferOutput<typeof PromptDraftSchema>

/** Whether there is nothing to send: white space alone is nothing. */
export function isEmptyPrompt({
  text,
  images,
}: {
  readonly text: string
  readonly images: readonly string[]
}): boolean {
  return text.trim() === '' && images.length === 0
}

/** A prompt to be sent: text, images, or both. */
export const PromptSchema = v.pipe(
  v.object(promptFields),
  v.check((prompt) => !isEmptyPrompt(prompt), 'an empty prompt'),
)
export type Prompt = v.InferOutput<typeof PromptSchema>

/**
 * Reads what somebody wants to send.
 *
 * @returns failure: `prompt-unfit`, for nothing to send, too much, or the path of an image that is not absolute
 */
export function readPrompt(text: string, images: readonly string[]): Result<Prompt> {
  const prompt = v.safeParse(PromptSchema, { text, images })
  return prompt.success ? succeed(prompt.output) : failWith('prompt-unfit')
}

/** A prompt that was given to the tool; `at` in ms since the epoch. */
export const SentPromptSchema = v.object({
  ...promptFields,
  at: v.pipe(v.number(), v.integer(), v.minValue(0)),
  mode: ModeSchema,
})
export type SentPrompt = v.InferOutput<typeof SentPromptSchema>

/** The history after one more prompt, newest last; the oldest go. */
export function remember(history: readonly SentPrompt[], sent: SentPrompt): readonly SentPrompt[] {
  return [...history, sent].slice(-keptPrompts)
}

const keptPrompts = 100

/** How a prompt that was run ended: by the tool being ready again, asking, ending, or taking too long. */
export type PromptResult = {
  /** What the tool answered, plain. */
  readonly text: string
  /** The tool was not done: the time was over, or what it printed could not be kept whole. */
  readonly partial: boolean
  /** What a text that is not whole lacks, where that is known. */
  readonly lost?: 'beginning' | 'end'
  readonly endedBy: 'idle' | 'waiting' | 'exit' | 'timeout'
}
