/*
 * A process that does nothing but save sessions, to be killed at any moment. Its folder is the first argument; it
 * prints the number of each save when it is done.
 */
import { openElectronStores } from '../../main/store/electron-stores.ts'
import { noSessions } from '../../app/store/parse.ts'
import { systemClock } from '../../main/base/clock.ts'
import { createNoticeBoard } from '../../main/notices/notice-board.ts'
import { translateIn } from '../../app/i18n/translate.ts'

const folder = process.argv[2]
if (folder === undefined) throw new Error('the folder is missing')
const { sessions } = openElectronStores({
  folder,
  clock: systemClock,
  notices: createNoticeBoard(),
  t: translateIn(() => 'en'),
  openFolder: () => undefined,
})
let counter = sessions.loaded.counter
console.log(`loaded ${counter}`)
for (;;) {
  counter += 1
  sessions.save(() => ({ ...noSessions, counter }), 'now')
  console.log(`saved ${counter}`)
}
