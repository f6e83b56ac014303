import { defineConfig } from 'vitest/config';

// The CI script reads the counts from a JSON report; people read the ordinary one.
const report = process.env.LOKET_TEST_REPORT;

export default defineConfig({
  test: {
    globalSetup: ['test/build-first.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // The first hall of a file loads every kind of hardware, which a busy machine takes longer for than the usual 10 s.
    hookTimeout: 60_000,
    // Brokers, ptys and child processes are real here: a machine under load may starve one of them once.
    retry: process.env.CI === undefined ? 0 : 1,
    pool: 'forks',
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
