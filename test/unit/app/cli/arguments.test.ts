import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseArguments } from '../../../../app/cli/arguments.ts'

const text = fc.string({ unit: 'binary' })
const parsed = (...args: string[]) => {
  const result = parseArguments(args)
  return result.ok ? result.command : result.error
}

describe('the arguments of roost', () => {
  test('bring a prompt of any characters unharmed, behind --', () => {
    fc.assert(
      fc.property(text, text, (session, prompt) => {
        fc.pre(prompt !== '-')
        expect(parsed('send', '--wait', '--', session, prompt)).toMatchObject({ session, text: prompt })
      }),
    )
  })

  test('bring a prompt that is no option unharmed, wherever the options stand', () => {
    const plain = text.filter((prompt) => !prompt.startsWith('-'))
    fc.assert(
      fc.property(plain, fc.array(plain.filter((name) => name !== '')), (prompt, images) => {
        const options = images.flatMap((image, at) => (at % 2 ? [`--image=${image}`] : ['--image', image]))
        const wanted = { verb: 'send', session: 's1', text: prompt, images, wait: true, timeoutMs: null }
        expect(parsed('send', ...options, 's1', '--wait', prompt)).toEqual(wanted)
        expect(parsed('send', 's1', prompt, '--wait', ...options)).toEqual(wanted)
      }),
    )
  })

  test('take a list of points for a prompt, and never a mistyped option', () => {
    expect(parsed('send', 's1', '- first\n- second')).toMatchObject({ text: '- first\n- second' })
    expect(parsed('send', 's1', '--wiat')).toEqual({ problem: 'unknownOption', what: '--wiat' })
    expect(parsed('send', 's1', '--', '--wait')).toMatchObject({ text: '--wait', wait: false })
  })

  test('take the value of an option whatever it looks like', () => {
    expect(parsed('send', 's1', 'x', '--image', '--wait')).toMatchObject({ images: ['--wait'], wait: false })
  })

  test('read a prompt from stdin where it is -', () => {
    expect(parsed('send', 's1', '-')).toMatchObject({ text: null })
    expect(parsed('send', 's1', '')).toMatchObject({ text: '' })
  })

  test('never throw, and always say what they are about', () => {
    const word = fc.oneof(
      text,
      fc.constantFrom('send', 'new', 'wait', 'close', 'list', '--wait', '--for', 'idle', '--timeout', '1'),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (args) => {
        const result = parseArguments(args)
        expect(result.ok || args.length === 0 || result.error.what !== '' || args.includes('')).toBe(true)
      }),
    )
  })

  test.each([
    [['list'], { verb: 'list', json: false }],
    [['list', '--json'], { verb: 'list', json: true }],
    [['new', 'claude'], { verb: 'new', tool: 'claude', folder: '.' }],
    [['new', 'claude', '../x'], { verb: 'new', tool: 'claude', folder: '../x' }],
    [['wait', 's1', '--for', 'idle'], { verb: 'wait', session: 's1', what: 'idle', timeoutMs: null }],
    [
      ['wait', '--for=exit', '--timeout=1.5', 's1'],
      { verb: 'wait', session: 's1', what: 'exit', timeoutMs: 1500 },
    ],
    [['interrupt', 's1'], { verb: 'interrupt', session: 's1' }],
    [['close', 's1', '--yes'], { verb: 'close', session: 's1', confirmed: true }],
    [['--help'], { verb: 'help' }],
    [['send', '--help'], { verb: 'help' }],
    [['--version'], { verb: 'version' }],
  ])('%j', (args, command) => {
    expect(parsed(...args)).toEqual(command)
  })

  test.each([
    [[], 'noCommand'],
    [['lsit'], 'unknownCommand'],
    [['constructor'], 'unknownCommand'],
    [['--json'], 'unknownOption'],
    [['list', 'x'], 'tooMany'],
    [['list', '--json=1'], 'unwantedValue'],
    [['new'], 'missing'],
    [['send', 's1'], 'missing'],
    [['send', 's1', 'fix', 'it'], 'tooMany'],
    [['send', 's1', 'x', '--image'], 'missingValue'],
    [['send', 's1', 'x', '--image='], 'missingValue'],
    [['send', 's1', 'x', '--timeout', '5'], 'timeoutAlone'],
    [['send', 's1', 'x', '--wait', '--timeout', '0'], 'timeout'],
    [['wait', 's1', '--for', 'idle', '--timeout', '1e3'], 'timeout'],
    [['wait', 's1', '--for', 'idle', '--timeout', '99999999'], 'timeout'],
    [['wait', 's1'], 'missing'],
    [['wait', 's1', '--for', 'working'], 'awaited'],
    [['close', 's1', '--force'], 'unknownOption'],
  ])('%j is wrong usage: %s', (args, problem) => {
    expect(parsed(...args)).toMatchObject({ problem })
  })
})
