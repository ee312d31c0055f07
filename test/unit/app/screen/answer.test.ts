import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerOfLines, answerOfScreen, isPromptLine } from '../../../../app/screen/answer.ts'

describe('the answer of a line tool', () => {
  const bash = { lead: 'ready$ ', pattern: null, after: null }
  const python = { lead: '>>> ', pattern: String.raw`^(?:>>>|\.\.\.) `, after: null }
  const lines = (...all: string[]) => all.join('\n')

  test('is what it printed, without the echo before and the prompt behind', () => {
    const text = lines('ready$ echo one; echo two', 'one', 'two', 'ready$')
    expect(answerOfLines(text, { ...bash, prompt: 'echo one; echo two' })).toBe('one\ntwo')
  })

  test('has no echo of a prompt of several lines, whatever stands before each', () => {
    const text = lines('>>> for x in "ab":', '...   print(x)', '... ', 'a', 'b', '>>>')
    expect(answerOfLines(text, { ...python, prompt: 'for x in "ab":\n  print(x)\n' })).toBe('a\nb')
  })

  test('is all of it where the tool does not echo', () => {
    expect(answerOfLines(lines('one', 'two'), { ...bash, prompt: 'secret' })).toBe('one\ntwo')
  })

  test('keeps a line that says the same as the prompt', () => {
    expect(
      answerOfLines(lines('hello', 'hello', ''), { lead: '', pattern: null, after: null, prompt: 'hello' }),
    ).toBe('hello')
  })

  test('keeps its blank lines and its indentation inside', () => {
    const text = lines('>>> f()', 'a', '', '  b', '>>> ')
    expect(answerOfLines(text, { ...python, prompt: 'f()' })).toBe('a\n\n  b')
  })

  test('is empty where nothing was printed', () => {
    expect(answerOfLines(lines('>>> x = 1', '>>> '), { ...python, prompt: 'x = 1' })).toBe('')
    expect(answerOfLines('', { ...python, prompt: 'x = 1' })).toBe('')
  })

  test('has no prompt behind output that ends without a line end', () => {
    const text = lines('ready$ printf abc', 'abcready$')
    expect(answerOfLines(text, { ...bash, prompt: 'printf abc' })).toBe('abc')
  })

  test('has no prompt behind it that looks otherwise than the one before', () => {
    const text = lines('~$ cd src; ls', 'a.ts', '~/src$')
    const shell = { lead: '~$ ', pattern: null, prompt: 'cd src; ls' }
    expect(answerOfLines(text, { ...shell, after: '~/src$ ' })).toBe('a.ts')
    expect(answerOfLines(lines('half>>> x', '5', '>>>'), { ...python, lead: 'half>>> ', prompt: 'x' })).toBe(
      '5',
    )
  })

  test('keeps what came last where no prompt has come back', () => {
    const text = lines('ready$ make', 'compiling', 'half a li')
    expect(answerOfLines(text, { ...bash, prompt: 'make' })).toBe('compiling\nhalf a li')
  })

  const anyLine = fc.stringMatching(/^[a-z0-9.:]{0,20}$/u)
  test('is just what was printed, for any prompt and any output', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 4 }), fc.array(anyLine), (prompt, output) => {
        const [first = '', ...more] = prompt
        const echo = [`>>> ${first}`, ...more.map((line) => `... ${line}`)]
        const text = [...echo, ...output, '>>> '].join('\n')
        const answer = answerOfLines(text, { ...python, prompt: prompt.join('\n') })
        expect(answer).toBe(output.join('\n').trim())
      }),
    )
  })
})

describe('the line of a prompt', () => {
  test('is told by its pattern, or by what stood there before', () => {
    expect(isPromptLine('>>> ', { lead: '', pattern: '^>>> $' })).toBe(true)
    expect(isPromptLine('shop=#', { lead: 'shop=# ', pattern: null })).toBe(true)
    expect(isPromptLine('shop-# ', { lead: 'shop=# ', pattern: null })).toBe(false)
  })

  test('is not every blank line where nothing stood there before', () => {
    expect(isPromptLine('', { lead: '', pattern: null })).toBe(false)
    expect(isPromptLine('  ', { lead: ' ', pattern: null })).toBe(false)
  })
})

describe('the answer on a screen', () => {
  const rule = '─'.repeat(40)

  test('is what stands between the prompt as it was sent and the place for the next', () => {
    const lines = [
      'Welcome',
      '',
      '> what is it',
      '',
      '● It is a file.',
      '  Of text.',
      '',
      rule,
      '❯',
      rule,
      '  ? for help',
    ]
    expect(answerOfScreen(lines, 'what is it', { top: 8, trailer: null })).toBe('● It is a file.\n  Of text.')
  })

  test('is that to the last prompt, where the same was asked before', () => {
    const lines = ['> again', '● First.', '> again', '● Second.', '']
    expect(answerOfScreen(lines, 'again', { top: 5, trailer: null })).toBe('● Second.')
  })

  test('has nothing of a prompt that wraps', () => {
    const prompt = 'please read the whole file from its first line on'
    const lines = ['❯ please read the whole file', '  from its first line on', '', '● Done.']
    expect(answerOfScreen(lines, prompt, { top: null, trailer: null })).toBe('● Done.')
  })

  test('has nothing of a prompt of several lines, also where the first is short', () => {
    expect(
      answerOfScreen(['> hi', '  there you', '', '● Hello.'], 'hi\nthere you', { top: null, trailer: null }),
    ).toBe('● Hello.')
  })

  test('has nothing of a prompt in a frame', () => {
    const lines = ['╭──────────────╮', '│ > hi         │', '╰──────────────╯', '✦ Hello.']
    expect(answerOfScreen(lines, 'hi', { top: null, trailer: null })).toContain('✦ Hello.')
    expect(answerOfScreen(lines, 'hi', { top: null, trailer: null })).not.toContain('> hi')
  })

  test.each([
    ['hi', '● hi there! What shall I do?'],
    ['hi', 'hi there! What shall I do?'],
    ['1', '1. First of all'],
    ['yes', '● yes'],
  ])('is not taken for the prompt "%s" where it begins like it: %s', (prompt, answer) => {
    expect(answerOfScreen([`> ${prompt}`, '', answer, ''], prompt, { top: null, trailer: null })).toBe(answer)
  })

  test('is all above the place to type in, where the prompt has left the screen', () => {
    expect(answerOfScreen(['line 41', 'line 42', '', rule, '❯'], 'count', { top: 4, trailer: null })).toBe(
      'line 41\nline 42',
    )
  })

  test('keeps one blank line of many, and none around it', () => {
    const lines = ['> go', '', '', 'one', '', '', '', 'two', '', '']
    expect(answerOfScreen(lines, 'go', { top: null, trailer: null })).toBe('one\n\ntwo')
  })

  test('is empty where nothing stands below the prompt yet', () => {
    expect(answerOfScreen(['> go', '', rule, '❯'], 'go', { top: 3, trailer: null })).toBe('')
  })
})
