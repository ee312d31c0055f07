import { basename } from 'node:path'
import { assertNever } from '../../app/base/assert-never.ts'
import type { Clock } from '../base/clock.ts'
import type { NoticeBoard } from '../notices/notice-board.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import { loadStore, type Loaded, type StoreFormat } from './load-store.ts'
import type { StoreFile } from './store-file.ts'
import { createStoreWriter, type StoreWriter } from './store-writer.ts'

/** What the stores need from the composition root. */
export type StoreDeps = {
  readonly clock: Clock
  readonly notices: NoticeBoard
  readonly t: Translate
  /** Shows the folder of the files in the file manager. */
  readonly openFolder: () => void
}

/**
 * Loads a store file and gives its writer; every problem becomes a notice, in words.
 *
 * @param openFile is called after loading: what it opens is whole or not there
 * @returns `isWhole`: the file was there, and all of it could be read
 */
export function keepValue<T extends object>(
  what: 'sessions' | 'settings',
  path: string,
  format: StoreFormat<T>,
  openFile: () => StoreFile,
  deps: StoreDeps,
): {
  readonly loaded: T
  readonly writer: StoreWriter<T>
  readonly isNewer: boolean
  readonly isWhole: boolean
} {
  const loaded = loadStore(path, format, timeStamp(deps.clock))
  tellLoad(what, loaded, deps)
  if (loaded.isNewer)
    // Nothing of this run is kept, and so nothing of it comes back: that is as good as written.
    return {
      loaded: loaded.value,
      writer: { save: () => true, flush: () => undefined },
      isNewer: true,
      isWhole: false,
    }
  const writer = createStoreWriter<T>(openFile(), {
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
    isNewer: false,
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
  if (loaded.isNewer) {
    const hint = t('notice.storeNewer.hint')
    notices.post({ id, level: 'warning', message: t('notice.storeNewer', { what: name }), hint })
    return
  }
  const message = messageOf(loaded, name, t)
  if (message === null) return
  const hint = asideHint(loaded, t)
  const actions = [{ id: 'open', label: t('notice.openFolder'), run: openFolder }]
  notices.post({ id, level: 'warning', message, hint, actions })
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
