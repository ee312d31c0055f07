import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { reasonOf, ReasonSchema, type Reason } from '../../../../app/base/reason.ts'
import { failWith, translateError } from '../../../../app/i18n/failure.ts'
import { reasonWords } from '../../../../app/i18n/reason-words.ts'
import { translateIn } from '../../../../app/i18n/translate.ts'
import { fillTemplate } from '../../../../app/headless/template.ts'
import { PromptSchema } from '../../../../app/session/prompt.ts'
import { parseToolConfig } from '../../../../app/tool/tool-config.ts'

const inRussian = translateIn(() => 'ru')
/** Every reason there is, with something in each of its places. */
const samples: readonly Reason[] = ReasonSchema.options.flatMap(({ entries }) => {
  const kinds = 'options' in entries.kind ? entries.kind.options : [entries.kind.literal]
  const types = 'type' in entries ? entries.type.options : ['list']
  const rest = {
    expected: '<=64',
    name: 'mine',
    pattern: '(a+)+',
    place: 'promt',
    line: 3,
    column: 5,
    code: 3,
    signal: 'SIGHUP',
  }
  return kinds.flatMap((kind) =>
    types.map((type) => v.parse(ReasonSchema, { kind, type, ...rest, path: '/x', text: 'EIO: i/o error' })),
  )
})

describe('a reason', () => {
  test.each(samples)('is worded in both languages: %j', (reason) => {
    const [english, russian] = [
      reasonWords(
        translateIn(() => 'en'),
        reason,
      ),
      reasonWords(inRussian, reason),
    ]
    expect(english).not.toBe('')
    if (reason.kind === 'system' || reason.kind === 'place') expect(russian).toBe(english)
    else expect(russian).toMatch(/\p{Script=Cyrillic}/u)
    for (const words of [english, russian]) expect(words).not.toMatch(/\{(?!promt)/u)
  })

  test.each([
    [v.strictObject({}), { a: 1 }, { kind: 'unknown-field' }],
    [v.object({ a: v.string() }), {}, { kind: 'missing-field' }],
    [v.array(v.string()), 7, { kind: 'type', type: 'list' }],
    [v.pipe(v.number(), v.integer()), 0.5, { kind: 'type', type: 'integer' }],
    [v.pipe(v.string(), v.maxLength(2)), 'secret', { kind: 'length', expected: '<=2' }],
    [v.picklist(['a', 'b']), 'secret', { kind: 'value', expected: '("a" | "b")' }],
    [PromptSchema, { text: '', images: [] }, { kind: 'unfit' }],
  ] as const)('is read off what a schema finds, without what was given: %#', (schema, input, reason) => {
    const parsed = v.safeParse(v.looseObject({ it: schema }), { it: input })
    if (parsed.success) throw new Error('it was taken')
    expect(reasonOf(parsed.issues[0])).toEqual(reason)
  })
})

describe('a failure with details', () => {
  test.each([
    [
      parseToolConfig({ name: 'x', command: ['x'], promptPattern: '(' }),
      'The settings of this tool cannot be used (promptPattern: not a regular expression).',
      'Настройки этого инструмента нельзя использовать (promptPattern: это не регулярное выражение).',
    ],
    [
      fillTemplate(['x', '{promt}'], { prompt: '', images: [], resume: null, newId: null, workdir: '/' }),
      'The command of this tool contains an unknown placeholder ({promt}).',
      'В команде этого инструмента есть неизвестная подстановка ({promt}).',
    ],
    [
      failWith('session-not-started', { reason: { kind: 'system', text: 'forkpty(3) failed.' } }),
      'The tool could not be started (forkpty(3) failed).',
      'Инструмент не удалось запустить (forkpty(3) failed).',
    ],
    [
      failWith('headless-exit', { reason: { kind: 'exit-code', code: 3 }, lines: ['no key', 'bye'] }),
      'The tool ended with an error (exit code 3).\nno key\nbye',
      'Инструмент завершился с ошибкой (код завершения 3).\nno key\nbye',
    ],
  ])('keeps them in every language: %#', (result, english, russian) => {
    if (result.ok) throw new Error('it was taken')
    expect(result.error.message).toBe(english)
    expect(translateError('ru', result.error).message).toBe(russian)
    // A page that has it in one language already words it again.
    expect(translateError('en', translateError('ru', result.error))).toEqual(result.error)
  })
})
