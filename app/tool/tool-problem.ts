import * as v from 'valibot'
import { reasonOf, type Reason } from '../base/reason.ts'

/** What is wrong with a tool: the field by its path (`resume.pattern`), and why. */
export type ToolProblem = { readonly field: string; readonly reason: Reason }

/**
 * A finding of a schema, without what was given instead: an environment holds secrets, and so may any word that stands
 * in the wrong place.
 */
export function problemOf(issue: v.BaseIssue<unknown>): ToolProblem {
  const path = v.getDotPath(issue) ?? ''
  const reason = reasonOf(issue)
  if (!path.startsWith('environment.')) return { field: path, reason }
  // The name itself may hold the value: `TOKEN=secret`.
  return { field: /^environment\.\w{1,128}$/u.test(path) ? path : 'environment', reason }
}
