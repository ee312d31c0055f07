import type { ScreenRecord } from './records.ts'
import type { Screen } from '../screen/screen.ts'

/** Puts what was kept back onto a screen. Its program is gone: it asks nobody and tells nothing. */
export function replayRecord(screen: Screen, record: ScreenRecord): void {
  screen.replay(() => {
    if (record.type === 'output') screen.parse(record.bytes)
    else if (record.type === 'resize') screen.resize(record.cols, record.rows)
  })
}
