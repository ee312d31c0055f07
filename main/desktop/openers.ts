import type { Shell } from 'electron'
import { translateError } from '../../app/i18n/failure.ts'
import type { Locale } from '../../app/i18n/message.ts'
import { createFindProgram } from '../environment/find-program.ts'
import type { Clock } from '../base/clock.ts'
import type { NoticeBoard } from '../notices/notice-board.ts'
import { createHasOpener, type HasOpener } from './has-opener.ts'
import { showFile } from './show-file.ts'

/** What the desktop opens for Roost. */
export type Openers = {
  readonly hasOpener: HasOpener
  /** Shows a file in the file manager, from a notice; where that fails, another notice says so. */
  showFromNotice(path: string): void
}

export function createOpeners(deps: {
  readonly system: Pick<Shell, 'showItemInFolder'>
  /** The app's own. */
  readonly process: Pick<NodeJS.Process, 'env' | 'platform'>
  readonly clock: Pick<Clock, 'setTimer'>
  readonly notices: Pick<NoticeBoard, 'post'>
  readonly locale: () => Locale
}): Openers {
  const { system, notices, locale } = deps
  const hasOpener = createHasOpener(deps.process.env, deps.process.platform, createFindProgram(deps.clock))
  const show = async (path: string): Promise<void> => {
    const shown = await showFile(path, system, () => hasOpener('folder'))
    if (shown.ok) return
    const { message, hint } = translateError(locale(), shown.error)
    notices.post({ id: 'open-folder', level: 'error', message, hint })
  }
  return { hasOpener, showFromNotice: (path) => void show(path) }
}
