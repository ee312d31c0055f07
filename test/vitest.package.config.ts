import { defineConfig } from 'vitest/config'
import { Slowest } from './support/slowest.ts'

/** Tests of the app as it is shipped; scripts/test.mjs makes the package and gives them a display. */
export const packaged = defineConfig({
  test: {
    reporters: [new Slowest(), 'default'],
    include: ['test/package/**/*.e2e.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})

export { packaged as default }
