import type { MessageKey } from '../../app/i18n/en.ts'
import type { MessageParams } from '../../app/i18n/translate.ts'
import type { Locale, PlacesOfMessage } from '../../app/i18n/message.ts'
import type { en } from '../../app/i18n/en.ts'
import { translate } from '../../app/i18n/translate.ts'

/** `translate` in the person's language of the moment. */
export type Translate = <K extends MessageKey>(
  key: K,
  ...params: PlacesOfMessage<(typeof en)[K]> extends never ? [] : [params: MessageParams<K>]
) => string

/** Binds `translate` to a language that may change. */
export function translateIn(locale: () => Locale): Translate {
  return (key, ...params) => translate(locale(), key, ...params)
}
