import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { darkTheme, lightTheme } from '../../app/terminal/theme.ts'
import { Screen } from '../../main/pty-host/screen/screen.ts'

/** Query → exact answer; an empty answer means that a program must not get one. `before` is written first. */
type Golden = {
  readonly name: string
  readonly before?: string
  readonly query: string
  readonly answer: string
}

const golden: Golden[] = JSON.parse(readFileSync(new URL('query-answers.json', import.meta.url), 'utf8'))

function newScreen(answers: string[]): Screen {
  const screen = new Screen({
    cols: 80,
    rows: 24,
    appVersion: '1.2.3',
    theme: darkTheme,
    onReply: (data) => answers.push(data),
    onSignal: () => undefined,
  })
  screen.setCellSize({ width: 8, height: 16 })
  return screen
}

function answerTo(query: string, before = ''): string {
  const answers: string[] = []
  const screen = newScreen(answers)
  screen.parse(Buffer.from(before, 'utf8'))
  answers.length = 0
  screen.parse(Buffer.from(query, 'utf8'))
  screen.dispose()
  return answers.join('')
}

describe('the host answers', () => {
  test.each(golden)('$name', ({ before, query, answer }) => {
    expect(answerTo(query, before)).toBe(answer)
  })

  test('nothing to text of a process that is gone', () => {
    const answers: string[] = []
    const screen = newScreen(answers)
    screen.replay(() => screen.parse(Buffer.from(golden.map(({ query }) => query).join(''), 'utf8')))
    expect(answers).toEqual([])
    screen.dispose()
  })

  test('a change of theme unasked, once a program has turned on mode 2031', () => {
    const answers: string[] = []
    const screen = newScreen(answers)
    screen.setTheme(lightTheme)
    expect(answers).toEqual([])
    screen.parse(Buffer.from('\u001b[?2031h'))
    screen.setTheme(darkTheme)
    expect(answers).toEqual(['\u001b[?997;1n'])
    screen.dispose()
  })
})
