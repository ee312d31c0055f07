import { expect, test } from 'vitest'
import { systemClock } from '../../../../main/base/clock.ts'
import { createOpeners } from '../../../../main/desktop/openers.ts'
import { createNoticeBoard } from '../../../../main/notices/notice-board.ts'
import { pollFor } from '../../../support/poll.ts'

test('a folder that nothing opens is said with its path, in the language of the user', async () => {
  const notices = createNoticeBoard()
  const shown: string[] = []
  const openers = createOpeners({
    system: { showItemInFolder: (path) => void shown.push(path) },
    process: { env: { PATH: '/no/such' }, platform: 'linux' },
    clock: systemClock,
    notices,
    locale: () => 'ru',
  })
  openers.showFromNotice('/home/ada/data/sessions.json')
  await pollFor(() => notices.list().length === 1)
  expect(shown).toEqual(['/home/ada/data/sessions.json'])
  expect(notices.list()[0]?.message).toBe(
    'Не удалось запустить файловый менеджер для этой папки (/home/ada/data).',
  )
})
