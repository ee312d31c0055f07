import { isolate } from '../base/bidi.ts'
import { en, type MessageKey } from './en.ts'
import type { Locale, Message, PlacesOfMessage } from './message.ts'
import { ru } from './ru.ts'

/** What goes into the places of the sentence `K`; `count` is a number and chooses the plural form. */
export type MessageParams<K extends MessageKey> = {
  readonly [Place in PlacesOfMessage<(typeof en)[K]>]: Place extends 'count' ? number : string | number
}

/**
 * The sentence `key` in `locale`, its `{places}` filled from `params`.
 *
 * A brace inside a value is text, never a place. Text of others in a value is isolated: it moves nothing around it.
 */
export function translate<K extends MessageKey>(
  locale: Locale,
  key: K,
  ...[params]: PlacesOfMessage<(typeof en)[K]> extends never ? [] : [params: MessageParams<K>]
): string {
  return fill(chooseForm(locale, messages[locale][key], params ?? {}), params ?? {}, locale)
}

/** The supported language nearest to what the system asks for (a BCP 47 tag such as `ru-RU`); English otherwise. */
export function pickLocale(systemLocale: string): Locale {
  const language = systemLocale.toLowerCase().split(/[-_.]/u)[0]
  return language === 'ru' ? 'ru' : 'en'
}

type Values = Readonly<Record<string, string | number>>

const messages: Readonly<Record<Locale, Readonly<Record<MessageKey, Message>>>> = { en, ru }
const pluralRules = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru') }

function chooseForm(locale: Locale, message: Message, values: Values): string {
  if (typeof message === 'string') return message
  const category = pluralRules[locale].select(Number(values['count'] ?? 0))
  const forms: Readonly<Record<string, string | undefined>> = message
  return forms[category] ?? message.other
}

function fill(template: string, values: Values, locale: Locale): string {
  return template.replace(/\{(\w+)\}/gu, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) return place
    // Only a count is an amount: an exit code or a port is not grouped by thousands.
    return name === 'count' ? value.toLocaleString(locale) : isolate(String(value))
  })
}

/** `translate` in the user's language of the moment. */
export type Translate = <K extends MessageKey>(
  key: K,
  ...params: PlacesOfMessage<(typeof en)[K]> extends never ? [] : [params: MessageParams<K>]
) => string
/** Binds `translate` to a language that may change. */
export function translateIn(locale: () => Locale): Translate {
  return (key, ...params) => translate(locale(), key, ...params)
}
