import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'threads',
    globalSetup: ['test/e2e/build.ts'],
    setupFiles: process.env.COVERAGE ? ['test/repository/line-coverage/same-seed.ts'] : [],
    // Machines are shared, and a slow one is no fault: this is for tests that never end.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is reported of it stands in mcr.config.mjs.
    coverage: { provider: 'custom', customProviderModule: 'vitest-monocart-coverage', include: ['src/**'] },
  },
});
