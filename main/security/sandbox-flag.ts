/** What is known of the start before anything runs. `userId` is null where the system has none. */
export type StartFacts = {
  readonly hasNoSandboxFlag: boolean
  readonly userId: number | null
  readonly isUnderTest: boolean
}

/** Exit code of a start that was refused: EX_CONFIG of sysexits.h. */
export const refusedExitCode = 78

/**
 * Whether Chromium's sandbox may be off. It does not work for root, so root needs the flag, and tests may use it;
 * anyone else would give every byte a terminal shows one wall less, without a word.
 *
 * @returns the sentence that refuses the start, or null
 */
export function refuseWithoutSandbox(facts: StartFacts): string | null {
  if (!facts.hasNoSandboxFlag || facts.userId === 0 || facts.isUnderTest) return null
  return 'Roost does not start with --no-sandbox: leave the flag away, its sandbox works for everyone but root.'
}
