import * as v from 'valibot'

/** What is wrong with a tool: the field by its path (`resume.pattern`), and in English what it should be. */
export type ToolProblem = { readonly field: string; readonly problem: string }

/**
 * A finding of a schema in words, without what was given instead: an environment holds secrets, and so may any word that
 * stands in the wrong place.
 */
export function problemOf(issue: v.BaseIssue<unknown>): ToolProblem {
  const path = v.getDotPath(issue) ?? ''
  const problem = wordsFor(issue.message.replace(/ but received [\s\S]*$/u, ''))
  if (!path.startsWith('environment.')) return { field: path, problem }
  // The name itself may hold the value: `TOKEN=secret`.
  return { field: /^environment\.\w{1,128}$/u.test(path) ? path : 'environment', problem }
}

/** The words of valibot are for those who write schemas; those of our own schemas stay. */
function wordsFor(message: string): string {
  const [, what, expected = ''] = /^Invalid (\w+): Expected (.+)$/su.exec(message) ?? []
  switch (what) {
    case undefined:
      return message
    case 'key':
      return expected === 'never' ? 'there is no such field' : 'it is missing'
    case 'length':
      return `its length must be ${expected}`
    default:
      return `it must be ${names[expected] ?? expected}`
  }
}

const names: Readonly<Record<string, string>> = {
  Array: 'a list',
  Object: 'an object',
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  integer: 'a whole number',
}
