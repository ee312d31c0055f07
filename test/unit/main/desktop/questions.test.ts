import { describe, expect, it } from 'vitest'
import {
  crashQuestion,
  hungQuestion,
  quitButton,
  quitQuestion,
  reloadButton,
  showLogButton,
} from '../../../../main/desktop/questions.ts'
import { translateIn } from '../../../../app/i18n/translate.ts'

const t = translateIn(() => 'en')

describe('the question before quitting', () => {
  it('names the sessions, and keeps running unless told otherwise', () => {
    const question = quitQuestion(t, { atWork: ['fix the tests', 'make'], background: [] })
    expect(question.message).toContain('2 sessions have not finished')
    expect(question.detail).toBe('fix the tests\nmake')
    expect(question.buttons[question.defaultButton]).toBe('Keep running')
    expect(question.cancelButton).toBe(question.defaultButton)
    expect(question.buttons[quitButton]).toBe('Quit and stop 2')
  })

  it('names what the user put into the background, beside what is at work or alone', () => {
    const background = [{ title: 'my shell', names: ['tmux', 'serve'] }]
    const alone = quitQuestion(t, { atWork: [], background })
    expect(alone.message).toBe('Programs are still running in the background of sessions. Quit and end them?')
    expect(alone.detail).toBe('In the background of my shell: tmux, serve')
    expect(alone.buttons[quitButton]).toBe('Quit and end them')
    expect(quitQuestion(t, { atWork: ['make'], background }).detail).toBe(`make\n${alone.detail}`)
  })

  it('stays short enough to be read', () => {
    const titles = Array.from({ length: 50 }, (_, at) => `session ${at}`)
    const lines = quitQuestion(t, { atWork: titles, background: [] }).detail.split('\n')
    expect(lines).toHaveLength(13)
    expect(lines.at(-1)).toBe('… and 38 more')
  })
})

describe('the questions about the page', () => {
  it('have their buttons where their names say', () => {
    expect(crashQuestion(t).buttons[reloadButton]).toBe('Reload')
    expect(crashQuestion(t).buttons[showLogButton]).toBe('Show log')
    expect(hungQuestion(t).buttons[reloadButton]).toBe('Reload')
  })

  it('wait rather than reload a page that may come back', () => {
    const question = hungQuestion(t)
    expect(question.buttons[question.cancelButton]).toBe('Wait')
  })
})
