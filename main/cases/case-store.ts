import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { CaseSchema, type Case } from '../../app/activity/case.ts'

/** The frames whose status a user called wrong, a file each, readable by its owner only. */
export type CaseStore = {
  /** @returns the absolute path of the file. @throws what the file system throws */
  save(one: Case): Promise<string>
  /** All that can be read. */
  all(): Promise<readonly Case[]>
  /** Whether a path is that of a case here. */
  has(path: string): Promise<boolean>
}

/** Many more than a user looks at; the newest are read. */
const maxRead = 500
const maxBytes = 1_000_000

/** @param folder absolute; made when the first case is saved */
export function openCaseStore(folder: string): CaseStore {
  const names = async (): Promise<readonly string[]> => {
    const all = await readdir(folder).catch(() => [])
    return all.filter((name) => /^[\w.-]+\.json$/u.test(name)).sort()
  }
  return {
    async save(one) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      if (process.platform !== 'win32') await chmod(folder, 0o700)
      const time = new Date(one.at).toISOString().replaceAll(/[:.]/gu, '-')
      const path = join(folder, `${time}-${one.toolName}.json`)
      await writeFile(path, `${JSON.stringify(one, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
      return path
    },
    async all() {
      const newest = (await names()).slice(-maxRead)
      const cases = await Promise.all(newest.map((name) => readCase(join(folder, name))))
      return cases.filter((one) => one !== null)
    },
    has: async (path) => (await names()).some((name) => join(folder, name) === path),
  }
}

/** A file that somebody edited and broke is passed over. */
async function readCase(path: string): Promise<Case | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null || text.length > maxBytes) return null
  const parsed = v.safeParse(CaseFileSchema, text)
  return parsed.success ? parsed.output : null
}

const CaseFileSchema = v.pipe(v.string(), v.parseJson(), CaseSchema)
