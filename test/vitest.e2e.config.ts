import { defineConfig } from 'vitest/config'

/** Tests that drive the real app in a real Electron; scripts/test.mjs starts them with a display and that Electron. */
export const endToEnd = defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    // Windows, focus and the clipboard belong to the whole display, so one file at a time.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})

export { endToEnd as default }
