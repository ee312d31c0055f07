import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import {
  CommandTemplateSchema,
  fillTemplate,
  type CommandTemplate,
  type TemplateValues,
} from '../../../../app/headless/template.ts'

const nothing: TemplateValues = { prompt: null, images: [], resume: null, newId: null, workdir: '/w' }

function fill(template: CommandTemplate, values: Partial<TemplateValues> = {}): readonly string[] {
  const filled = fillTemplate(template, { ...nothing, ...values })
  if (!filled.ok) throw new Error(filled.error.code)
  return filled.value
}

function failure(template: CommandTemplate, values: Partial<TemplateValues> = {}): string {
  const filled = fillTemplate(template, { ...nothing, ...values })
  return filled.ok ? 'no failure' : filled.error.code
}

describe('a group', () => {
  const template: CommandTemplate = ['t', ['--session-id', '{new-id}'], ['--resume', '{resume}'], '-p']

  test('stands where its place has a value, and is left out where it has none', () => {
    expect(fill(template, { newId: 'n' })).toEqual(['t', '--session-id', 'n', '-p'])
    expect(fill(template, { resume: 'r' })).toEqual(['t', '--resume', 'r', '-p'])
    expect(fill(template)).toEqual(['t', '-p'])
  })

  test('falls with any one place inside it', () => {
    expect(fill(['t', ['{resume}', '{new-id}', '{workdir}']], { resume: 'r' })).toEqual(['t'])
  })

  test('with an image is repeated for each, and left out where there is none', () => {
    expect(fill(['t', ['-i', '{image}', '-x']], { images: ['/a', '/b'] })).toEqual([
      't',
      '-i',
      '/a',
      '-x',
      '-i',
      '/b',
      '-x',
    ])
    expect(fill(['t', ['-i', '{image}', '-x']])).toEqual(['t'])
  })

  test('without any place always stands, and takes no flag before it along', () => {
    expect(fill(['t', '-v', ['-x', 'y'], '-q', ['{resume}']])).toEqual(['t', '-v', '-x', 'y', '-q'])
  })
})

describe('a plain argument', () => {
  test('without a value is left out with the flag before it, and with nothing else', () => {
    expect(fill(['t', '--json', '-r', '{resume}', 'x'])).toEqual(['t', '--json', 'x'])
    expect(fill(['t', 'exec', '{resume}', '-'])).toEqual(['t', 'exec', '-'])
    expect(fill(['t', '--resume={resume}'])).toEqual(['t'])
  })

  test('does not take a lone dash or the end of the flags for a flag', () => {
    expect(fill(['t', '-', '{resume}'])).toEqual(['t', '-'])
    expect(fill(['t', '--', '{prompt}'])).toEqual(['t', '--'])
  })

  test('with an image is repeated with its flag', () => {
    expect(fill(['t', '-i', '{image}', 'x'], { images: ['/a', '/b'] })).toEqual([
      't',
      '-i',
      '/a',
      '-i',
      '/b',
      'x',
    ])
    expect(fill(['t', '@{image}'], { images: ['/a', '/b'] })).toEqual(['t', '@/a', '@/b'])
    expect(fill(['t', '-i', '{image}', 'x'])).toEqual(['t', 'x'])
  })

  test('holds several places, the program its folder', () => {
    expect(fill(['{workdir}/run', '{workdir}:{resume}'], { resume: 'r' })).toEqual(['/w/run', '/w:r'])
  })

  test('keeps braces that are no place', () => {
    const argument = '{"a":{"b":1}} ${HOME} {} {a b}'
    expect(fill(['t', argument])).toEqual(['t', argument])
  })
})

describe('a prompt that begins with a dash', () => {
  test('gets a space where it would be read as an option', () => {
    expect(fill(['t', '{prompt}'], { prompt: '-rf' })).toEqual(['t', ' -rf'])
    expect(fill(['t', '-p', '{prompt}'], { prompt: '--help' })).toEqual(['t', '-p', ' --help'])
    expect(fill(['t', ['-p', '{prompt}']], { prompt: '-' })).toEqual(['t', '-p', ' -'])
  })

  test('stays as it is behind the end of the flags, and inside an argument', () => {
    expect(fill(['t', '--', '{prompt}'], { prompt: '-rf' })).toEqual(['t', '--', '-rf'])
    expect(fill(['t', '--prompt={prompt}'], { prompt: '-rf' })).toEqual(['t', '--prompt=-rf'])
  })

  test('never becomes an option, and is never lost', () => {
    const positions = fc.constantFrom<CommandTemplate>(
      ['t', '{prompt}'],
      ['t', '-p', '{prompt}'],
      ['t', ['-p', '{prompt}']],
      ['t', '-i', '{image}', '{prompt}'],
      ['t', ['{prompt}'], '--', 'x'],
    )
    fc.assert(
      fc.property(positions, fc.string({ unit: 'grapheme' }), (template, rest) => {
        const prompt = `-${rest.replaceAll('\0', '')}`
        const [, ...args] = fill(template, { prompt, images: ['/a'] })
        expect(args).toContain(` ${prompt}`)
        // A flag of the template's own may read the same.
        const isPrompt = (argument: string): boolean => argument === prompt
        expect(args.filter(isPrompt)).toEqual(template.flat().filter(isPrompt))
      }),
      { examples: [[['t', ['{prompt}'], '--', 'x'], '-']] },
    )
  })
})

describe('values', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('{prompt}', '{image}', '{resume}', '$&', '$1', '\\', '"', "'", ' ', '\n', ';'))
      .map((parts) => parts.join('')),
  )

  test('go in literally: no place, pattern or quote inside them means anything', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, image) => {
        const prompt = `p${text.replaceAll('\0', '')}`
        expect(fill(['t', 'a{prompt}b', ['@{image}']], { prompt, images: [image] })).toEqual([
          't',
          `a${prompt}b`,
          `@${image}`,
        ])
      }),
    )
  })

  test('make as many arguments as there are images, in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 20 }), (images) => {
        const filled = fill(['t', ['-i', '{image}'], '--f', '{image}'], { images })
        expect(filled).toEqual([
          't',
          ...images.flatMap((image) => ['-i', image]),
          ...images.flatMap((image) => ['--f', image]),
        ])
      }),
    )
  })
})

describe('a failure', () => {
  test('names a place that is not known, also inside a group', () => {
    expect(failure(['t', '{promt}'])).toBe('template-place')
    expect(failure(['t', ['-x', '{session}']])).toBe('template-place')
    const failed = fillTemplate(['t', '{promt}'], nothing)
    expect(failed.ok ? '' : failed.error.message).toContain('{promt}')
  })

  test('is a command without a program, or with one that somebody else would choose', () => {
    for (const template of [[], [''], [['t']], ['{prompt}', 'x'], ['{resume}'], ['{image}']]) {
      expect(failure(template, { prompt: 'rm', resume: 'r', images: ['/i'] })).toBe('template-program')
    }
  })

  test('is a prompt that has no place, but not one that goes by standard input', () => {
    expect(failure(['t', '-p'], { prompt: 'x' })).toBe('template-prompt')
    expect(fill(['t', '-p'])).toEqual(['t', '-p'])
  })

  test('is a NUL in the prompt', () => {
    expect(failure(['t', '{prompt}'], { prompt: 'a\0b' })).toBe('prompt-nul')
  })
})

describe('the schema', () => {
  const isValid = (template: unknown): boolean => v.safeParse(CommandTemplateSchema, template).success

  test('takes what can be filled', () => {
    expect(isValid(['claude', '-p', ['--resume', '{resume}'], ['{image}']])).toBe(true)
    expect(isValid(['t', 'x'.repeat(4096)])).toBe(true)
  })

  test.each([
    ['nothing', []],
    ['an empty program', ['']],
    ['a group in place of the program', [['t']]],
    ['a prompt in place of the program', ['{prompt}']],
    ['an unknown place', ['t', '{model}']],
    ['too many arguments', Array.from({ length: 65 }, () => 't')],
    ['a group of too many', ['t', Array.from({ length: 65 }, () => 'x')]],
    ['an argument that is too long', ['t', 'x'.repeat(4097)]],
    ['a newline', ['t', 'a\nb']],
    ['an escape', ['t', ['\u001B[1m']]],
    ['a group inside a group', ['t', [['x']]]],
    ['a text', 'claude -p'],
  ])('refuses %s', (_, template) => {
    expect(isValid(template)).toBe(false)
  })
})
