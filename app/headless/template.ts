import * as v from 'valibot'

export const CommandTemplateSchema = v.pipe(
  v.array(v.union([v.string(), v.pipe(v.array(v.string()), v.readonly())])),
  v.minLength(1),
  v.maxLength(64),
  v.readonly(),
)
