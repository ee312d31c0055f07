import { open, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readPayload, valueAt } from '../../app/base/json-value.ts'

/**
 * Whether a thread of Codex is a conversation that a user has, and that can be picked up: it is kept on disk, and no
 * other thread began it. The thread that thinks of a title is kept nowhere; one of a sub-agent names its parent as its
 * source. Measured with 0.169: `sessions/YYYY/MM/DD/rollout-<time>-<id>.jsonl`, whose first line tells the source.
 *
 * @param thread the id as its notifier told it; a UUID of version 7, whose beginning is the time of its birth
 */
export async function isOwnConversation(codexHome: string, thread: string): Promise<boolean> {
  if (!uuid7.test(thread)) return false
  const born = Number.parseInt(thread.replace('-', '').slice(0, 12), 16)
  // The folder is named after the local day of a clock that may differ from ours by a zone.
  for (const at of [born, born - dayMs, born + dayMs]) {
    const folder = join(codexHome, 'sessions', ...dayOf(at))
    const names = await readdir(folder).catch(() => [])
    const name = names.find((one) => one.startsWith('rollout-') && one.endsWith(`-${thread}.jsonl`))
    if (name !== undefined) return isBegunByUser(join(folder, name))
  }
  return false
}

/**
 * The conversation whose transcript is among the files that a program has open: the one that it is in. Only Codex keeps
 * one open.
 *
 * @param program as `processName` tells it
 * @param files absolute
 * @returns its id, not parsed; null where none is open
 */
export async function openConversation(program: string, files: readonly string[]): Promise<string | null> {
  if (program !== 'codex') return null
  for (const path of files) {
    const thread = transcript.exec(basename(path))?.[1]
    const [, home] = /^(.+)\/sessions\/\d{4}\/\d{2}\/\d{2}\/[^/]+$/u.exec(path) ?? []
    if (thread === undefined || home === undefined) continue
    if (await isOwnConversation(home, thread)) return thread
  }
  return null
}

/** The name of a transcript; the group is the conversation. */
export const transcript =
  /^rollout-.*-([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})\.jsonl$/u

const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/u
const dayMs = 86_400_000

function dayOf(at: number): readonly string[] {
  const date = new Date(at)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  )
}

/** The first line is long (it holds the model's instructions), its source stands near its beginning. */
async function isBegunByUser(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'r')
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
      const [line = ''] = buffer.toString('utf8', 0, bytesRead).split('\n', 1)
      const source = valueAt(readPayload(line), 'payload', 'source')
      return source === undefined || typeof source === 'string'
    } finally {
      await handle.close()
    }
  } catch {
    return false
  }
}

const headBytes = 8192
