import * as v from 'valibot'
import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/ipc/errors.ts'
import type { Prompt } from '../../app/session/prompt.ts'
import { AbsolutePathSchema, type SessionId } from '../../app/session/session.ts'
import { takeFiles } from './take-files.ts'

/** The prompt with a session's own copies of its images. Failures as `takeFiles`; `image-kind` for what is no image. */
export async function keepPromptImages(
  folder: string,
  session: SessionId,
  prompt: Prompt,
): Promise<Result<Prompt>> {
  if (prompt.images.length === 0) return succeed(prompt)
  const taken = await takeFiles(folder, session, prompt.images)
  if (!taken.ok) return taken
  if (taken.value.some(({ kind }) => kind !== 'image')) return failWith('image-kind')
  return succeed({ ...prompt, images: taken.value.map(({ path }) => v.parse(AbsolutePathSchema, path)) })
}
