import { expect, test } from 'vitest'
import { createNoticeBoard } from '../../../../main/notices/notice-board.ts'

const draft = { id: 'a', level: 'info', message: 'm', hint: 'h' } as const

test('a notice with the same id takes the place of the last one', () => {
  const board = createNoticeBoard()
  board.post(draft)
  board.post({ ...draft, message: 'new' })
  expect(board.list()).toEqual([{ ...draft, message: 'new', sessionId: null, actions: [] }])
})

test('an action runs once, and its notice goes', async () => {
  const board = createNoticeBoard()
  let runs = 0
  board.post({ ...draft, actions: [{ id: 'do', label: 'Do', run: () => void (runs += 1) }] })
  expect(await board.act('a', 'other')).toMatchObject({ ok: false, error: { code: 'notice-gone' } })
  expect(await board.act('a', 'do')).toEqual({ ok: true, value: null })
  expect(await board.act('a', 'do')).toMatchObject({ ok: false, error: { code: 'notice-gone' } })
  expect([runs, board.list()]).toEqual([1, []])
})

test('what nobody dismisses does not grow forever, and a dismissal of nothing tells nobody', () => {
  const board = createNoticeBoard()
  for (let number = 0; number < 100; number++) board.post({ ...draft, id: String(number) })
  expect(board.list()).toHaveLength(30)
  expect(board.list().at(-1)?.id).toBe('99')
  let told = 0
  board.onChange(() => (told += 1))
  board.dismiss('0')
  board.dismiss('99')
  expect(told).toBe(1)
})
