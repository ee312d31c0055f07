import { defineConfig } from 'vitest/config'

export const unitAndContract = defineConfig({
  test: {
    include: ['test/unit/**/*.test.{ts,tsx}', 'test/contract/**/*.test.ts'],
    // Real ptys and processes: a loaded two-core machine needs room before a wait is called lost.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})

export { unitAndContract as default }
