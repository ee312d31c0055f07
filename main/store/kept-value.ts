import { basename } from 'node:path'
import { assertNever } from '../../app/base/assert-never.ts'
import type { Clock } from '../base/clock.ts'
import type { NoticeBoard } from '../notices/notice-board.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import { loadStore, type Loaded, type MayWrite, type StoreFormat } from './load-store.ts'
import { linkTarget, type StoreFile } from './store-file.ts'
import { createStoreWriter, type StoreWriter } from './store-writer.ts'

/** What the stores need from the composition root. */
export type StoreDeps = {
  readonly clock: Clock
  readonly notices: NoticeBoard
  readonly t: Translate
  /** Shows the folder of the files in the file manager. */
  readonly openFolder: () => void
  /** Nothing may be written, which the user knows already. */
  readonly isReadOnly?: boolean
}

/**
 * Loads a store file and gives its writer; every problem becomes a notice, in words.
 *
 * @param path absolute; may be a link
 * @param openFile is called with the path of the file itself, after loading: what it opens is whole or not there
 * @returns `isWhole`: the file was there, and all of it could be read
 */
export function keepValue<T extends object>(
  what: 'sessions' | 'settings',
  path: string,
  format: StoreFormat<T>,
  openFile: (path: string) => StoreFile,
  deps: StoreDeps,
): {
  readonly loaded: T
  readonly writer: StoreWriter<T>
  readonly mayWrite: boolean
  readonly isWhole: boolean
} {
  const target = linkTarget(path)
  const loaded = loadStore(target, format, deps.isReadOnly === true ? null : timeStamp(deps.clock))
  tellLoad(what, loaded, deps)
  if (loaded.mayWrite.kind === 'no')
    // Nothing of this run is kept, and so nothing of it comes back: that is as good as written.
    return {
      loaded: loaded.value,
      writer: { save: () => true, flush: () => undefined },
      mayWrite: false,
      isWhole: false,
    }
  const writer = createStoreWriter<T>(openFile(target), {
    clock: deps.clock,
    makeReady: loaded.makeReady,
    isValid: loaded.from === 'file' || loaded.from === 'restored',
    onOutcome(outcome) {
      const id = `store-write-${what}`
      if (outcome.ok) {
        deps.notices.dismiss(id)
        return
      }
      const message = deps.t(outcome.reason === 'full' ? 'notice.storeFull' : 'notice.storeFailed')
      deps.notices.post({ id, level: 'error', message, hint: deps.t('notice.storeFailed.hint') })
    },
  })
  return {
    loaded: loaded.value,
    writer,
    mayWrite: true,
    isWhole: loaded.from === 'file' && loaded.lost === 0,
  }
}

/** Part of the name of a file that is kept aside now. */
export function timeStamp(clock: Pick<Clock, 'dateNow'>): string {
  return new Date(clock.dateNow()).toISOString().replaceAll(/\D/gu, '').slice(0, 14)
}

function tellLoad<T>(
  what: 'sessions' | 'settings',
  loaded: Loaded<T>,
  { notices, t, openFolder }: StoreDeps,
): void {
  const name = t(what === 'sessions' ? 'store.sessions' : 'store.settings')
  const id = `store-load-${what}`
  if (loaded.mayWrite.kind === 'no') {
    const words = heldWords(loaded.mayWrite, name, t)
    if (words === null) return
    const { message, hint } = words
    return notices.post({ id, level: 'warning', message, hint })
  }
  const message = messageOf(loaded, name, t)
  if (message === null) return
  const hint = asideHint(loaded, t)
  const actions = [{ id: 'open', label: t('notice.openFolder'), run: openFolder }]
  notices.post({ id, level: 'warning', message, hint, actions })
}

function heldWords(
  held: Extract<MayWrite, { kind: 'no' }>,
  name: string,
  t: Translate,
): { readonly message: string; readonly hint: string } | null {
  switch (held.why) {
    case 'read-only':
      return null
    case 'newer':
      return { message: t('notice.storeNewer', { what: name }), hint: t('notice.storeNewer.hint') }
    case 'unreadable':
      return {
        message: t('notice.storeUnreadable', { what: name, error: held.error }),
        hint: t('notice.storeUnreadable.hint'),
      }
    default:
      return assertNever(held)
  }
}

function messageOf<T>(loaded: Loaded<T>, name: string, t: Translate): string | null {
  if (loaded.from === 'restored') {
    return t(loaded.aside.kind === 'none' ? 'notice.storeMissing' : 'notice.storeRestored', { what: name })
  }
  if (loaded.from === 'lost') return t('notice.storeLost', { what: name })
  return loaded.lost > 0 ? t('notice.storeEntries', { count: loaded.lost }) : null
}

function asideHint({ aside }: Pick<Loaded<unknown>, 'aside'>, t: Translate): string {
  switch (aside.kind) {
    case 'none':
      return t('notice.storeMissing.hint')
    case 'pending':
      return t('notice.storePending.hint')
    case 'kept':
      return t('notice.storeAside.hint', { file: basename(aside.path) })
    default:
      return assertNever(aside)
  }
}
