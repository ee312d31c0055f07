import { ByteDoor } from '../../../app/terminal/byte-door.ts'
import type { Screen } from '../screen/screen.ts'
import type { KeptScreen } from './kept-screen.ts'
import type { ScreenRecord } from './records.ts'

/**
 * Puts what was kept back onto a screen, and settles it: its program is gone, so queries and signals in it have no effect. It comes
 * through a door of its own, since older versions kept bytes as they came.
 *
 * @param writeOwn puts text on the screen and keeps it
 * @param within runs work on the session's bytes
 */
export async function restoreKept(
  kept: KeptScreen,
  screen: Screen,
  cells: { readonly cols: number; readonly rows: number },
  writeOwn: (text: string) => void,
  within: <T>(run: () => T) => T,
): Promise<void> {
  const door = new ByteDoor(cells)
  const replay = (record: ScreenRecord) =>
    screen.replay(() => {
      if (record.type === 'output') screen.parse(door.pass(record.bytes))
      else if (record.type === 'resize') {
        screen.resize(record.cols, record.rows)
        door.resize(record)
      }
    })
  const bytes = await kept.restore((record) => within(() => replay(record)))
  // What is kept ends inside of a sequence: on disk, too, that must not swallow what comes now.
  if (door.isInside) writeOwn('\x18')
  if (bytes > 0) within(() => screen.settle(writeOwn))
}
