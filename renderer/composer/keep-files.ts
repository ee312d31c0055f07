import * as v from 'valibot'
import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type AppError, type Result } from '../../app/base/result.ts'
import { maxPromptImages } from '../../app/session/prompt.ts'
import { AbsolutePathSchema, type AbsolutePath } from '../../app/session/session.ts'
import { isImageName } from '../../app/terminal/image.ts'
import { imageBytes } from '../drop/image-bytes.ts'

export type KeepFilesDeps = {
  /** Empty where the file has none. */
  readonly pathOf: (file: File) => string
  readonly keepPaths: (paths: readonly string[]) => Promise<Result<readonly AbsolutePath[]>>
  readonly keepBytes: (bytes: Uint8Array<ArrayBuffer>) => Promise<Result<AbsolutePath>>
}

/** What became of files: copies of the images, the paths of the others, and what failed. */
export type KeptFiles = {
  readonly images: readonly AbsolutePath[]
  readonly paths: readonly string[]
  readonly errors: readonly AppError[]
}

/**
 * Takes files that were dropped on a prompt or pasted into it. Images become main's copies; any other file is
 * mentioned by its path.
 *
 * To be called in the event's own turn: afterwards the files have no path any more.
 */
export async function keepFiles(files: readonly File[], deps: KeepFilesDeps): Promise<KeptFiles> {
  const given = files.map((file) => ({ file, path: deps.pathOf(file), isImage: isImage(file) }))
  const imagePaths = given.flatMap(({ path, isImage }) => (isImage && path !== '' ? [path] : []))
  const others = given.filter(({ path, isImage }) => !isImage && path !== '').map(({ path }) => path)
  const pathless = given.flatMap(({ file, path }) => (path === '' ? [file] : []))

  const results: Result<readonly AbsolutePath[]>[] = []
  for (let at = 0; at < imagePaths.length; at += maxPromptImages) {
    results.push(await deps.keepPaths(imagePaths.slice(at, at + maxPromptImages)))
  }
  for (const file of pathless) results.push(await keepBytes(file, deps))
  const bad = others.some((path) => !isPlainPath(path)) ? [failWith('path-control')] : []
  return {
    images: results.flatMap((result) => (result.ok ? result.value : [])),
    paths: others.filter(isPlainPath),
    errors: [...results, ...bad].flatMap((result) => (result.ok ? [] : [result.error])),
  }
}

async function keepBytes(file: File, deps: KeepFilesDeps): Promise<Result<readonly AbsolutePath[]>> {
  const bytes = await imageBytes(file)
  if (!bytes.ok) return bytes
  const kept = await deps.keepBytes(bytes.value)
  return kept.ok ? succeed([kept.value]) : kept
}

function isImage(file: File): boolean {
  return file.type.startsWith('image/') || isImageName(file.name)
}

/** A name with control characters could say something else than it shows. */
function isPlainPath(path: string): boolean {
  return v.safeParse(AbsolutePathSchema, path).success
}
