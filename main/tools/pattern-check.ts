/** What makes a pattern unfit to be tried on every screen. */
export type PatternDanger =
  { readonly kind: 'exponential' } | { readonly kind: 'polynomial'; readonly degree: number }

/**
 * The check of one pattern may keep main from other work for this long; what it cannot tell by then is let through. It
 * takes a tenth of it, on a machine that has nothing else to do.
 */
const timeoutMs = 1000
/** A line has at most 400 characters: its square is a fraction of a millisecond, its cube is not. */
const worstDegree = 2

/**
 * Whether a pattern can take catastrophically long, by an analysis of the automaton behind it (recheck). What slips
 * through is found where it runs: the host leaves out a rule that is slow.
 *
 * @returns null for a pattern that is fit, or that could not be judged in time
 */
export async function dangerOf(pattern: string): Promise<PatternDanger | null> {
  checker ??= loadChecker()
  const checkSync = await checker
  const { status, complexity } = checkSync(pattern, 'mu', { timeout: timeoutMs })
  if (status !== 'vulnerable' || complexity === undefined) return null
  if (complexity.type === 'exponential') return { kind: 'exponential' }
  const degree = complexity.degree ?? worstDegree + 1
  return degree > worstDegree ? { kind: 'polynomial', degree } : null
}

let checker: ReturnType<typeof loadChecker> | null = null

/** Three megabytes that are wanted only when somebody saves a rule, and slow at their first pattern. */
async function loadChecker() {
  const { checkSync } = await import('recheck/lib/browser.js')
  checkSync('^(?:a+)+$', 'mu')
  return checkSync
}
