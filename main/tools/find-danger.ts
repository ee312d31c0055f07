import type { Clock } from '../base/clock.ts'
import { dangerOf } from './pattern-check.ts'

/** For all patterns of one save; what is left then is watched where it runs. */
const checkBudgetMs = 3000

/**
 * The first of the patterns that may take catastrophically long, with the name it was given under. Patterns that are in
 * force already (`known`) are not looked at again, and the rest not forever: main has other work.
 */
export async function firstDanger<T extends { readonly pattern: string }>(
  patterns: readonly T[],
  known: ReadonlySet<string>,
  clock: Pick<Clock, 'now'>,
): Promise<T | undefined> {
  const until = clock.now() + checkBudgetMs
  for (const one of patterns)
    if (!known.has(one.pattern) && clock.now() < until && (await dangerOf(one.pattern)) !== null) return one
  return undefined
}
