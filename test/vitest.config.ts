import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { Slowest } from './support/slowest.ts'

export const unitAndContract = defineConfig({
  test: {
    reporters: [new Slowest(), 'default'],
    // Most of a test of a process is waiting for it, so a core has time for more than one file.
    maxWorkers: availableParallelism() + 1,
    // The modules are loaded once a worker and not once a file: none of them keeps anything between two tests.
    isolate: false,
    // Real ptys and processes: a loaded two-core machine needs room before a wait is called lost.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/unit/{app,main}/**/*.test.ts', 'test/contract/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'page', include: ['test/unit/renderer/**/*.test.{ts,tsx}'], environment: 'happy-dom' },
      },
    ],
  },
})

export { unitAndContract as default }
