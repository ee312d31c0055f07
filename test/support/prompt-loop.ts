/*
 * A process that does nothing but keep prompts, to be killed at any moment. Its folder is the first argument; it prints
 * the number of each prompt when it is on disk.
 */
import { translateIn } from '../../app/i18n/translate.ts'
import { addToQueue, removeFromQueue } from '../../app/session/queue.ts'
import { makeSessionId } from '../../app/session/session.ts'
import { systemClock } from '../../main/base/clock.ts'
import { createNoticeBoard } from '../../main/notices/notice-board.ts'
import { machineDisk } from '../../main/store/log-disk.ts'
import { PromptFiles } from '../../main/store/prompt-files.ts'

const folder = process.argv[2]
if (folder === undefined) throw new Error('the folder is missing')
const id = makeSessionId(1, 'killed')
const notices = createNoticeBoard()
const files = new PromptFiles(folder, [id], {
  clock: systemClock,
  notices,
  t: translateIn(() => 'en'),
  openFolder: () => undefined,
  disk: machineDisk,
  stamp: 'killed',
  isReadOnly: false,
})
let prompts = files.loaded(id)
if (notices.list().length > 0 || prompts.queue.items.length > 2) throw new Error('what was kept is damaged')
console.log(`loaded ${prompts.queue.lastId}`)
for (;;) {
  // So that the file is written anew now and then.
  const text = 'a prompt '.repeat(400)
  const longer = addToQueue(prompts.queue, { text, images: [] }, 0)
  prompts = { ...prompts, queue: removeFromQueue(longer, longer.lastId - 1) }
  files.keep(id, prompts)
  if (await files.written(id)) console.log(`saved ${prompts.queue.lastId}`)
}
