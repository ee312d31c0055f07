import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { translateIn } from '../../app/i18n/translate.ts'
import { systemClock, type Clock } from '../../main/base/clock.ts'
import { createNoticeBoard, type NoticeBoard } from '../../main/notices/notice-board.ts'
import { openSettingsStore, type SettingsStore } from '../../main/store/settings-store.ts'
import { serializeStore } from '../../main/store/store-file.ts'

/** The settings in a folder, as a life of the app opens them. */
export function openSettings(
  folder: string,
  { notices = createNoticeBoard(), clock = systemClock }: { notices?: NoticeBoard; clock?: Clock } = {},
): SettingsStore {
  const path = join(folder, 'settings.json')
  const file = { path, write: (value: object) => writeFileSync(path, serializeStore(value)) }
  const t = translateIn(() => 'en')
  return openSettingsStore(path, () => file, { clock, notices, t, openFolder: () => undefined })
}
