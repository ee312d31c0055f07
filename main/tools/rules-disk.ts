import { constants } from 'node:fs'
import { open, writeFile, type FileHandle } from 'node:fs/promises'
import { succeed, type Result } from '../../app/base/result.ts'
import { failWith } from '../../app/i18n/failure.ts'
import { maxRulesFileBytes } from '../../app/tool/rules-file.ts'

/** What is no file that ends would be waited for without it, such as a pipe. Windows has no such flag. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * The text of a file that the user chose.
 *
 * @param path absolute
 * @returns failures: `rules-file-unreadable`, `rules-file-large` beyond `maxRulesFileBytes`, `rules-file-form` where it is
 *   no text
 */
export async function readRulesText(path: string): Promise<Result<string>> {
  try {
    const file = await open(path, openFlags)
    try {
      return await readOpened(file)
    } finally {
      await file.close()
    }
  } catch (error) {
    return failWith('rules-file-unreadable', { reason: { kind: 'system', text: messageOf(error) } })
  }
}

async function readOpened(file: FileHandle): Promise<Result<string>> {
  const facts = await file.stat()
  if (!facts.isFile()) return failWith('rules-file-form')
  // Read to the limit whatever it says: it may grow.
  const buffer = Buffer.alloc(Math.min(facts.size, maxRulesFileBytes) + 1)
  const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
  if (bytesRead > maxRulesFileBytes) return failWith('rules-file-large')
  return textOf(buffer.subarray(0, bytesRead))
}

/** Writes a file where the user wants it. @returns the path; failure `rules-file-not-written` */
export async function writeRulesText(path: string, text: string): Promise<Result<string>> {
  try {
    await writeFile(path, text)
    return succeed(path)
  } catch (error) {
    return failWith('rules-file-not-written', { reason: { kind: 'system', text: messageOf(error) } })
  }
}

function textOf(bytes: Buffer): Result<string> {
  try {
    return succeed(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return failWith('rules-file-form')
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
