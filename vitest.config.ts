import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    // One more than the gate's two cores: the long tests wait half their time, for visits that dwell on a page.
    maxWorkers: 3,
    // Limits, not expectations: the machine is shared.
    testTimeout: 120_000,
    // A shared machine can starve a browser past its limit; what fails twice is broken.
    retry: 1,
    hookTimeout: 120_000,
  },
})
