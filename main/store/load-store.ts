import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { migrate, type MigrationStep } from '../../app/store/migrate.ts'
import type { Parsed } from '../../app/store/parse.ts'
import { backupPath, keepBeside, putBack } from './safe-write.ts'

/** How a store file is read: its version, the steps from older ones, and its parser. */
export type StoreFormat<T> = {
  readonly version: number
  readonly steps: Readonly<Record<number, MigrationStep>>
  readonly parse: (raw: unknown) => Parsed<T>
  readonly defaults: T
}

/** What was found on disk, and how. */
export type Loaded<T> = {
  readonly value: T
  /** `fresh`: no file; `restored`: the copy was used; `lost`: neither file nor copy could be read. */
  readonly from: 'file' | 'fresh' | 'restored' | 'lost'
  /** Entries that could not be read. */
  readonly lost: number
  /** What became of a damaged file. `pending`: the disk refused to keep it, and it is where it was. */
  readonly aside: { readonly kind: 'none' | 'pending' } | { readonly kind: 'kept'; readonly path: string }
  /** A newer app wrote it: nothing may be written. */
  readonly isNewer: boolean
  /**
   * Does what the disk refused while the file was read, such as keeping a damaged one aside. Nothing may be written
   * before it returns. @throws what the file system throws
   */
  readonly makeReady: () => void
}

/**
 * Reads a store: the file, else its copy, else the defaults. A damaged file is kept aside and never deleted: where the
 * disk refuses that now, it is done before the first write. Afterwards the file under the name is whole, or there is none.
 *
 * @param stamp part of the name of a file kept aside (a time, digits)
 */
export function loadStore<T>(path: string, format: StoreFormat<T>, stamp: string): Loaded<T> {
  attempt(() => sweepTemporary(path))
  const main = readOne(path, format)
  const asidePath = asideName(path, stamp)
  if (main.kind === 'read') {
    const { value, lost, isNewer, migratedFrom } = main
    const steps = [
      ...(lost > 0 ? [() => keepBeside(path, asidePath)] : []),
      ...(migratedFrom === null ? [] : [() => keepVersion(path, migratedFrom)]),
    ]
    return { value, from: 'file', lost, isNewer, ...begin(steps, lost > 0 ? asidePath : null) }
  }
  const setAside = main.kind === 'bad' ? [() => renameSync(path, asidePath)] : []
  const backup = readOne(backupPath(path), format)
  const kept = main.kind === 'bad' ? asidePath : null
  if (backup.kind === 'read') {
    const { value, lost, isNewer } = backup
    return { value, from: 'restored', lost, isNewer, ...begin([...setAside, () => putBack(path)], kept) }
  }
  // A copy that cannot be read either is evidence too: the next write would take its name.
  const copyAside =
    backup.kind === 'bad' ? [() => renameSync(backupPath(path), asideName(backupPath(path), stamp))] : []
  const from = main.kind === 'missing' && backup.kind === 'missing' ? 'fresh' : 'lost'
  return {
    value: format.defaults,
    from,
    lost: 0,
    isNewer: false,
    ...begin([...setAside, ...copyAside], kept),
  }
}

/** Takes the steps as far as the disk lets it, in order. @param asidePath what the first one makes */
function begin(
  steps: readonly (() => void)[],
  asidePath: string | null,
): Pick<Loaded<unknown>, 'aside' | 'makeReady'> {
  let done = 0
  const makeReady = (): void => {
    for (const step of steps.slice(done)) {
      step()
      done += 1
    }
  }
  attempt(makeReady)
  if (asidePath === null) return { aside: { kind: 'none' }, makeReady }
  return { aside: done > 0 ? { kind: 'kept', path: asidePath } : { kind: 'pending' }, makeReady }
}

function attempt(run: () => void): void {
  try {
    run()
  } catch {
    // A disk that is full or read-only: the app starts all the same.
  }
}

type ReadOne<T> =
  | {
      readonly kind: 'read'
      readonly value: T
      readonly lost: number
      readonly isNewer: boolean
      readonly migratedFrom: number | null
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'bad' }

function readOne<T>(path: string, format: StoreFormat<T>): ReadOne<T> {
  if (!existsSync(path)) return { kind: 'missing' }
  try {
    const raw: unknown = JSON.parse(readFileSync(path, 'utf8'))
    const migrated = migrate(raw, format.version, format.steps)
    if (migrated.kind === 'bad') return { kind: 'bad' }
    const isNewer = migrated.kind === 'newer'
    const parsed = format.parse(migrated.file) ?? (isNewer ? { value: format.defaults, lost: 0 } : null)
    if (parsed === null) return { kind: 'bad' }
    const migratedFrom = migrated.kind === 'migrated' ? migrated.from : null
    // Entries of a newer form are not damaged.
    return { kind: 'read', value: parsed.value, lost: isNewer ? 0 : parsed.lost, isNewer, migratedFrom }
  } catch {
    return { kind: 'bad' }
  }
}

/** What a kill in the middle of a write left (M5): the name is that of the package `atomically`. */
function sweepTemporary(path: string): void {
  const folder = dirname(path)
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (name.startsWith(`${basename(path)}.tmp-`)) rmSync(join(folder, name), { force: true })
  }
}

function asideName(path: string, stamp: string): string {
  return `${path}.corrupt-${stamp}`
}

/** The file as the older version left it, once: a second start that finds it so has nothing older. */
function keepVersion(path: string, version: number): void {
  const kept = join(dirname(path), `${basename(path, '.json')}.v${version}.json`)
  if (!existsSync(kept)) keepBeside(path, kept)
}
