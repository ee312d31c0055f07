import { defineConfig } from 'vitest/config'
import { Slowest } from './support/slowest.ts'
import { displays } from './support/displays.ts'

/** Tests that drive the real app in a real Electron; scripts/test.mjs starts them with displays and that Electron. */
export const endToEnd = defineConfig({
  test: {
    reporters: [new Slowest(), 'default'],
    include: ['test/e2e/**/*.e2e.ts'],
    // Windows, focus and the clipboard belong to the whole display, so each file that runs has one of its own.
    maxWorkers: Math.max(1, displays().length),
    setupFiles: ['test/support/own-display.ts'],
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})

export { endToEnd as default }
