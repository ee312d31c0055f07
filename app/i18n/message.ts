/**
 * A template, or one template for each plural form its language has, by the categories of `Intl.PluralRules`
 * (English: one, other; Russian: one, few, many, and other for fractions).
 */
export type Message = string | PluralForms

/** The forms of a counted sentence; `other` serves every category that is not given. */
export type PluralForms = {
  readonly one?: string
  readonly few?: string
  readonly many?: string
  readonly other: string
}

/** A language of the window. */
export type Locale = 'en' | 'ru'

/** The names of the `{places}` of a template type. */
export type PlacesOf<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | PlacesOf<Rest> : never

/** The names of the places of a message: of its template, or of all its forms. */
export type PlacesOfMessage<M> = M extends string
  ? PlacesOf<M>
  : M extends PluralForms
    ? PlacesOf<M[keyof M]>
    : never
