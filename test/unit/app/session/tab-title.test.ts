import { expect, test } from 'vitest'
import { keptToolTitle, shortFolder, tabTitle } from '../../../../app/session/tab-title.ts'

test('the name of the user wins over that of the tool, which wins over the name of the program', () => {
  expect(tabTitle({ userTitle: 'mine', toolTitle: 'its' }, ['bash'], 'Shell')).toBe('mine')
  expect(tabTitle({ userTitle: null, toolTitle: 'its' }, ['bash'], 'Shell')).toBe('its')
  expect(tabTitle({ userTitle: null, toolTitle: null }, ['bash'], 'Shell')).toBe('Shell')
  expect(tabTitle({ userTitle: null, toolTitle: 'Bash' }, ['bash'], 'Shell')).toBe('Shell')
})

test('a tab does not turn with the spinner in a title', () => {
  for (const title of ['✳ Claude Code', '◐ Claude Code', '◑︎ Claude Code', 'Claude Code']) {
    expect(keptToolTitle(title)).toBe('Claude Code')
  }
  for (const title of [
    '⠋ codex',
    '⠙ codex',
    '[ ! ] Action Required | codex',
    '[ . ] Action Required | codex',
  ]) {
    expect(keptToolTitle(title)).toBe('codex')
  }
})

test('what is no mark stays', () => {
  for (const title of ['π - dir', 'user@host: ~/x', '~/x', '$ make', '[1] one']) {
    expect(keptToolTitle(title)).toBe(title)
  }
})

test('an empty title is none', () => {
  expect(keptToolTitle('')).toBeNull()
  expect(keptToolTitle(' \u0007◐ ')).toBeNull()
})

test('a folder is as short as it can be told apart', () => {
  expect(shortFolder('/home/me', '/home/me')).toBe('~')
  expect(shortFolder('/home/me/work', '/home/me')).toBe('~/work')
  expect(shortFolder('/home/me/a/b/c', '/home/me')).toBe('…/b/c')
  expect(shortFolder('/home/meow/x', '/home/me')).toBe('…/meow/x')
  expect(shortFolder('/srv/www', '/home/me')).toBe('/srv/www')
  expect(shortFolder('/', '/home/me')).toBe('/')
  expect(shortFolder('/home/me/\u202Egnp.exe', '/home/me')).toBe('~/gnp.exe')
})
