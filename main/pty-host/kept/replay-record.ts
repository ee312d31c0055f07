import type { ByteDoor } from '../../../app/terminal/byte-door.ts'
import type { ScreenRecord } from './records.ts'
import type { Screen } from '../screen/screen.ts'

/**
 * Puts what was kept back onto a screen. Its program is gone: it asks nobody and tells nothing.
 *
 * @param door one for all records of a session, in their order: older versions kept bytes as they came
 */
export function replayRecord(screen: Screen, door: ByteDoor, record: ScreenRecord): void {
  screen.replay(() => {
    if (record.type === 'output') screen.parse(door.pass(record.bytes))
    else if (record.type === 'resize') {
      screen.resize(record.cols, record.rows)
      door.resize(record)
    }
  })
}
