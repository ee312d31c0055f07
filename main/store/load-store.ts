import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { migrate, type MigrationStep } from '../../app/store/migrate.ts'
import type { Parsed } from '../../app/store/parse.ts'
import { backupPath, keepBeside, putBack } from './safe-write.ts'
import { codeOf, isReadRefused, parseStoreText } from './store-file.ts'

/** How a store file is read: its version, the steps from older ones, and its parser. */
export type StoreFormat<T> = {
  readonly version: number
  readonly steps: Readonly<Record<number, MigrationStep>>
  readonly parse: (raw: unknown) => Parsed<T>
  readonly defaults: T
}

export type MayWrite =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no'; readonly why: 'newer' | 'read-only' }
  /** `error`: the system's name for it. */
  | { readonly kind: 'no'; readonly why: 'unreadable'; readonly error: string }

/** What was found on disk, and how. */
export type Loaded<T> = {
  readonly value: T
  /** `fresh`: no file; `restored`: the copy was used; `lost`: neither file nor copy could be read. */
  readonly from: 'file' | 'fresh' | 'restored' | 'lost'
  /** Entries that could not be read. */
  readonly lost: number
  /** What became of a damaged file. `pending`: the disk refused to keep it, and it is where it was. */
  readonly aside: { readonly kind: 'none' | 'pending' } | { readonly kind: 'kept'; readonly path: string }
  /** `no`: nothing may be written, because a newer app wrote it, or because it may be whole and cannot be read now. */
  readonly mayWrite: MayWrite
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
 * @param stamp part of the name of a file kept aside (a time, digits); null: the disk is only read
 */
export function loadStore<T>(path: string, format: StoreFormat<T>, stamp: string | null): Loaded<T> {
  if (stamp === null) return readOnly(path, format)
  attempt(() => sweepTemporary(path))
  const main = readOne(path, format)
  const asidePath = asideName(path, stamp)
  if (main.kind === 'read') {
    const { value, lost, mayWrite, migratedFrom } = main
    const steps = [
      ...(lost > 0 ? [() => keepBeside(path, asidePath)] : []),
      ...(migratedFrom === null ? [] : [() => keepVersion(path, migratedFrom)]),
    ]
    return { value, from: 'file', lost, mayWrite, ...begin(steps, lost > 0 ? asidePath : null) }
  }
  const backup = readOne(backupPath(path), format)
  const from = backup.kind === 'read' ? 'restored' : 'lost'
  const { value, lost } = backup.kind === 'read' ? backup : { value: format.defaults, lost: 0 }
  const refused = [main, backup].find((one) => one.kind === 'refused')
  // A copy that takes the place of a file that may be whole would lose what is newer in it.
  if (refused !== undefined)
    return {
      value,
      from,
      lost,
      mayWrite: { kind: 'no', why: 'unreadable', error: refused.error },
      ...begin([], null),
    }
  const setAside = main.kind === 'bad' ? [() => renameSync(path, asidePath)] : []
  const kept = main.kind === 'bad' ? asidePath : null
  if (backup.kind === 'read') {
    const steps = [...setAside, () => putBack(path)]
    return { value, from, lost, mayWrite: backup.mayWrite, ...begin(steps, kept) }
  }
  // A copy that cannot be read either is evidence too: the next write would take its name.
  const backupAside = asideName(backupPath(path), stamp)
  const steps = [
    ...setAside,
    ...(backup.kind === 'bad' ? [() => renameSync(backupPath(path), backupAside)] : []),
  ]
  const isFresh = main.kind === 'missing' && backup.kind === 'missing'
  return { value, from: isFresh ? 'fresh' : 'lost', lost, mayWrite: yes, ...begin(steps, kept) }
}

function readOnly<T>(path: string, format: StoreFormat<T>): Loaded<T> {
  const held = { aside: { kind: 'none' }, makeReady: () => undefined, mayWrite: onlyRead } as const
  const main = readOne(path, format)
  if (main.kind === 'read') return { value: main.value, from: 'file', lost: main.lost, ...held }
  const backup = readOne(backupPath(path), format)
  if (backup.kind === 'read') return { value: backup.value, from: 'restored', lost: backup.lost, ...held }
  return { value: format.defaults, from: 'lost', lost: 0, ...held }
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
      readonly mayWrite: MayWrite
      readonly migratedFrom: number | null
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'bad' }
  /** It may be whole. */
  | { readonly kind: 'refused'; readonly error: string }

function readOne<T>(path: string, format: StoreFormat<T>): ReadOne<T> {
  try {
    const raw = parseStoreText(readFileSync(path, 'utf8'))
    const migrated = migrate(raw, format.version, format.steps)
    if (migrated.kind === 'bad') return { kind: 'bad' }
    const isNewer = migrated.kind === 'newer'
    const parsed = format.parse(migrated.file) ?? (isNewer ? { value: format.defaults, lost: 0 } : null)
    if (parsed === null) return { kind: 'bad' }
    const migratedFrom = migrated.kind === 'migrated' ? migrated.from : null
    // Entries of a newer form are not damaged.
    const lost = isNewer ? 0 : parsed.lost
    return { kind: 'read', value: parsed.value, lost, mayWrite: isNewer ? newer : yes, migratedFrom }
  } catch (error) {
    const code = codeOf(error)
    // A link may lead to a disk that is not there now.
    if (code === 'ENOENT' && existsSync(dirname(path))) return { kind: 'missing' }
    return isReadRefused(error) || code === 'ENOENT' ? { kind: 'refused', error: code } : { kind: 'bad' }
  }
}

const yes: MayWrite = { kind: 'yes' }
const onlyRead: MayWrite = { kind: 'no', why: 'read-only' }
const newer: MayWrite = { kind: 'no', why: 'newer' }

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
