import * as v from 'valibot'
import { terminalSizeFields } from '../../app/terminal/terminal-size.ts'
import { labels } from './cast.ts'
import { RecordingError, type Recorder } from './recorder.ts'

const timeoutMs = v.optional(v.pipe(v.number(), v.minValue(0)), 15_000)
const regex = v.pipe(
  v.string(),
  v.check((source) => parsesAsRegex(source), 'is no regular expression'),
)

const stepSchema = v.union(
  [
    v.strictObject({ wait: regex, timeoutMs }),
    v.strictObject({ waitTitle: regex, timeoutMs }),
    v.strictObject({ waitGone: regex, timeoutMs }),
    v.strictObject({ exit: v.literal(true), timeoutMs }),
    v.strictObject({ pause: v.pipe(v.number(), v.minValue(0)) }),
    v.strictObject({ send: v.string() }),
    v.strictObject({ type: v.string() }),
    v.strictObject({ paste: v.string() }),
    v.strictObject({ mark: v.picklist(labels) }),
    v.strictObject({ focus: v.picklist(['in', 'out']) }),
    v.strictObject({ resize: v.strictObject(terminalSizeFields) }),
  ],
  'is no step',
)

/** One thing that a script does; `npm run record -- --help` lists them. */
export type Step = v.InferInput<typeof stepSchema>
type CheckedStep = v.InferOutput<typeof stepSchema>

/** Between two typed keys: a quick typist's 16 keys a second. */
const keyMs = 60

/** Reads a script. @throws RecordingError that says which step is wrong */
export function parseScript(json: string): readonly Step[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch (error) {
    throw new RecordingError(`it is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!Array.isArray(parsed)) throw new RecordingError('it is no JSON array of steps')
  return parsed.map((step, at) => checkStep(step, at))
}

/**
 * Plays a script to its end.
 *
 * @throws RecordingError for something waited for that does not come
 */
export async function playScript(recorder: Recorder, steps: readonly Step[]): Promise<void> {
  for (const [at, step] of steps.entries()) await play(recorder, checkStep(step, at))
}

async function play(recorder: Recorder, step: CheckedStep): Promise<void> {
  if ('wait' in step) {
    const seen = compile(step.wait)
    return recorder.until(({ screen }) => seen.test(screen), `/${step.wait}/`, step.timeoutMs)
  }
  if ('waitTitle' in step) {
    const seen = compile(step.waitTitle)
    return recorder.until(({ title }) => seen.test(title), `The title /${step.waitTitle}/`, step.timeoutMs)
  }
  if ('waitGone' in step) {
    const seen = compile(step.waitGone)
    const what = `A screen without /${step.waitGone}/`
    return recorder.until(({ screen }) => !seen.test(screen), what, step.timeoutMs)
  }
  if ('exit' in step) return recorder.until(({ ended }) => ended, 'The exit', step.timeoutMs)
  if ('pause' in step) return pause(step.pause)
  if ('type' in step) return type(recorder, step.type)
  if ('send' in step) return recorder.send(step.send)
  if ('paste' in step) return recorder.paste(step.paste)
  if ('mark' in step) return recorder.mark(step.mark)
  if ('resize' in step) return recorder.resize(step.resize.cols, step.resize.rows)
  recorder.send(step.focus === 'in' ? '\u001b[I' : '\u001b[O')
}

async function type(recorder: Recorder, text: string): Promise<void> {
  for (const character of text) {
    recorder.send(character)
    await pause(keyMs)
  }
}

function checkStep(step: unknown, at: number): CheckedStep {
  const { success, output, issues } = v.safeParse(stepSchema, step)
  if (success) return output
  throw new RecordingError(`step ${at + 1}, ${JSON.stringify(step)}, ${issues[0].message}`)
}

function compile(source: string): RegExp {
  return new RegExp(source, 'mu')
}

function parsesAsRegex(source: string): boolean {
  try {
    compile(source)
    return true
  } catch {
    return false
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
