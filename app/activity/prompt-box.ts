import * as v from 'valibot'
export const PromptBoxRuleSchema = v.looseObject({})
