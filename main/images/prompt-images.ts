import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import * as v from 'valibot'
import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import type { Prompt } from '../../app/session/prompt.ts'
import { AbsolutePathSchema, type AbsolutePath, type SessionId } from '../../app/session/session.ts'
import { checkImage } from '../../app/terminal/image.ts'
import { keepFiles, readFiles, takeImage, type ReadFile } from './take-files.ts'

/** Images of prompts: a session's own copies, and back from them what a thumbnail is drawn from. Paths are absolute. */
export type PromptImages = {
  /** Copies image files. Failures as `takeFiles`; `image-kind` for what is no image. */
  keepPaths(session: SessionId, paths: readonly string[]): Promise<Result<readonly AbsolutePath[]>>
  /** Copies one image that has no path. Failures as `takeImage`. */
  keepBytes(session: SessionId, bytes: Uint8Array): Promise<Result<AbsolutePath>>
  /**
   * The bytes of a copy, all of them: to make a smaller image, main would have to stand still while it decodes a file
   * whose origin is unknown, outside of any sandbox. Failure: `image-gone` for anything else.
   */
  read(session: SessionId, path: AbsolutePath): Promise<Result<Uint8Array<ArrayBuffer>>>
}

/** @param folder where images are kept, absolute */
export function promptImages(folder: string): PromptImages {
  return {
    async keepPaths(session, paths) {
      const images = await readImages(paths)
      return images.ok ? keepImages(folder, session, images.value) : images
    },
    async keepBytes(session, bytes) {
      const taken = await takeImage(folder, session, bytes)
      return taken.ok ? succeed(v.parse(AbsolutePathSchema, taken.value.path)) : taken
    },
    async read(session, path) {
      // The page may see the copies, and no other file of the user's.
      if (dirname(resolve(path)) !== join(folder, session)) return failWith('image-gone')
      const bytes = await readFile(path).catch(() => null)
      if (bytes === null || !checkImage(bytes).ok) return failWith('image-gone')
      return succeed(new Uint8Array(bytes))
    },
  }
}

/** The prompt with a session's own copies of its images. Failures as `PromptImages.keepPaths`. */
export async function keepPromptImages(
  folder: string,
  session: SessionId,
  prompt: Prompt,
): Promise<Result<Prompt>> {
  const copies = await readPromptImages(folder, prompt)
  return copies.ok ? copies.value.keepFor(session) : copies
}

/** A prompt whose images are in memory: read once, to be copied for any number of sessions. */
type PromptCopies = {
  /** The prompt with the session's own copies. Failure: `drop-not-kept`. */
  keepFor(session: SessionId): Promise<Result<Prompt>>
}

/** Reads a prompt's images, before any of them is copied. Failures as `readFiles`; `image-kind` for what is no image. */
export async function readPromptImages(folder: string, prompt: Prompt): Promise<Result<PromptCopies>> {
  const images = await readImages(prompt.images)
  if (!images.ok) return images
  return succeed({
    async keepFor(session) {
      const kept = await keepImages(folder, session, images.value)
      return kept.ok ? succeed({ ...prompt, images: kept.value }) : kept
    },
  })
}

async function readImages(paths: readonly string[]): Promise<Result<readonly ReadFile[]>> {
  const read = await readFiles(paths)
  return read.ok && read.value.some(({ kind }) => kind !== 'image') ? failWith('image-kind') : read
}

async function keepImages(
  folder: string,
  session: SessionId,
  images: readonly ReadFile[],
): Promise<Result<readonly AbsolutePath[]>> {
  const kept = await keepFiles(folder, session, images)
  return kept.ok ? succeed(kept.value.map(({ path }) => v.parse(AbsolutePathSchema, path))) : kept
}
