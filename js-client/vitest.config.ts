import { defineConfig } from 'vitest/config'

// biome-ignore lint/style/noDefaultExport: the test runner asks for one
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // Some tests command the real collector.
    execArgv: ['--expose-gc'],
    testTimeout: 10_000,
  },
})
