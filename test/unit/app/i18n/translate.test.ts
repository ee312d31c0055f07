import { describe, expect, test } from 'vitest'
import { en, type MessageKey } from '../../../../app/i18n/en.ts'
import { failWith, translateError } from '../../../../app/i18n/failure.ts'
import type { Message } from '../../../../app/i18n/message.ts'
import { ru } from '../../../../app/i18n/ru.ts'
import { pickLocale, translate } from '../../../../app/i18n/translate.ts'

const keys = Object.keys(en).filter((key): key is MessageKey => key in en)
const english: Readonly<Record<MessageKey, Message>> = en

describe('the dictionaries', () => {
  test('hold every English key in Russian, and no other', () => {
    expect(Object.keys(ru).sort()).toEqual(Object.keys(en).sort())
  })

  test.each(keys)('%s has the same places in both languages', (key) => {
    expect(placesOf(...formsOf(ru[key]))).toEqual(placesOf(...formsOf(english[key])))
  })

  test.each(keys)('%s has its places in every form', (key) => {
    for (const form of formsOf(ru[key])) expect(placesOf(form)).toEqual(placesOf(...formsOf(ru[key])))
    for (const form of formsOf(english[key])) {
      // The English singular is for one alone and may say so in words; the Russian one also stands for 21.
      const withCount = placesOf(form, '{count}')
      expect(withCount).toEqual(placesOf(...formsOf(english[key]), '{count}'))
    }
  })

  test('give every counted Russian sentence its few and many forms', () => {
    for (const key of keys) {
      const message = ru[key]
      if (typeof message !== 'string')
        expect(Object.keys(message), key).toEqual(['one', 'few', 'many', 'other'])
    }
  })

  test('give every error a next step', () => {
    const errors = keys.filter((key) => key.startsWith('error.') && !key.endsWith('.hint'))
    expect(errors.length).toBeGreaterThan(10)
    for (const key of errors) expect(Object.keys(en)).toContain(`${key}.hint`)
  })
})

describe('translate', () => {
  test('fills the places of a sentence', () => {
    expect(translate('en', 'status.exitedCode', { code: 3 })).toBe('exited with code 3')
    expect(translate('ru', 'status.exitedCode', { code: 3 })).toBe('завершён с кодом 3')
  })

  test('takes the plural form of the language', () => {
    expect(translate('en', 'composer.images', { count: 1 })).toBe('1 image')
    expect(translate('en', 'composer.images', { count: 0 })).toBe('0 images')
    const counted = [1, 2, 5, 11, 21, 22, 25].map((count) => translate('ru', 'composer.images', { count }))
    expect(counted).toEqual([
      '1 изображение',
      '2 изображения',
      '5 изображений',
      '11 изображений',
      '21 изображение',
      '22 изображения',
      '25 изображений',
    ])
  })

  test('does not read a value as a template', () => {
    expect(translate('en', 'status.guess', { status: '{status} $& {code}' })).toBe('seems {status} $& {code}')
  })

  test('groups an amount by thousands, and leaves a code as it is', () => {
    expect(translate('en', 'composer.images', { count: 12345 })).toBe('12,345 images')
    expect(translate('en', 'status.exitedCode', { code: 12345 })).toBe('exited with code 12345')
  })

  test('does not compile without the values its sentence needs', () => {
    // @ts-expect-error `code` is missing
    expect(translate('en', 'status.exitedCode', {})).toBe('exited with code {code}')
    // @ts-expect-error the values are missing
    expect(translate('en', 'composer.images')).toBe('{count} images')
  })
})

describe('pickLocale', () => {
  test.each([
    ['ru', 'ru'],
    ['ru-RU', 'ru'],
    ['RU_ru.UTF-8', 'ru'],
    ['en-GB', 'en'],
    ['de-DE', 'en'],
    ['rum', 'en'],
    ['', 'en'],
  ])('takes %j as %s', (system, locale) => {
    expect(pickLocale(system)).toBe(locale)
  })
})

test('a value of others moves nothing of the sentence around it', () => {
  expect(translate('en', 'tab.name', { title: 'שלום 50%', status: 'idle' })).toBe(
    '\u2068שלום 50%\u2069, idle',
  )
  expect(translate('en', 'tab.name', { title: 'a\u202Eb', status: 'idle' })).toBe('ab, idle')
})

describe('an error', () => {
  test('is shown in the language of the user', () => {
    const failure = failWith('image-empty')
    if (failure.ok) throw new Error('a failure cannot be a success')
    expect(failure.error.message).toBe('The image is empty.')
    expect(translateError('ru', failure.error).message).toBe('Изображение пустое.')
    expect(translateError('en', failure.error)).toEqual(failure.error)
  })

  test('with an unknown code keeps its own words', () => {
    const error = { code: 'constructor', message: 'It broke.', hint: 'Try again.' }
    expect(translateError('ru', error)).toEqual(error)
  })
})

function formsOf(message: Message): readonly string[] {
  return typeof message === 'string' ? [message] : Object.values(message)
}

function placesOf(...templates: readonly string[]): readonly string[] {
  const places = templates.flatMap((template) =>
    [...template.matchAll(/\{(\w+)\}/gu)].map((match) => match[1] ?? ''),
  )
  return [...new Set(places)].sort()
}
