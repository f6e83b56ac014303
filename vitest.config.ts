import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type Reporter, type TestSpecification } from 'vitest/node';

// The CI script reads the counts from a JSON report; people read the ordinary one.
const report = process.env.LOKET_TEST_REPORT;
const isCi = process.env.CI !== undefined;

/** Names the tests that passed at a further try only, and why they had failed: a green run does not hide them. */
const retried: string[] = [];
const tellRetried: Reporter = {
  onTestCaseResult(test) {
    if (!test.diagnostic()?.flaky) return;
    // Of a property the second line has the seed.
    const why = test.result().errors?.map(({ message }) => message.split('\n').slice(0, 2).join(' '));
    retried.push(`${test.module.relativeModuleId}: ${test.fullName}: ${why?.join('; ')}`);
  },
  onTestRunEnd() {
    for (const test of retried) console.log(`passed at a further try: ${test}`);
    if (report !== undefined) writeFileSync(`${report}-retried`, JSON.stringify(retried));
  },
};

/** Those that take minutes begin first: at the end one of them would run alone, beside an idle processor. */
const longest = [
  'world/world',
  'devices/storm',
  'clips/build',
  'office/episodes',
  'office/outside/notifications',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) =>
      longest.some((name) => moduleId.endsWith(`/test/${name}.test.ts`));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    globalSetup: ['test/build-first.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // The first hall of a file loads every kind of hardware, which a busy machine takes longer for than the usual 10 s.
    hookTimeout: 60_000,
    // Brokers, ptys and child processes are real here: a machine under load may starve one of them.
    retry: isCi ? 2 : 0,
    pool: 'forks',
    sequence: { sequencer: LongestFirst },
    // Many tests wait for others more than they compute: three run side by side also where there are two processors.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    reporters: [
      'default',
      tellRetried,
      ...(report === undefined ? [] : [['json', { outputFile: report }] as ['json', { outputFile: string }]]),
    ],
  },
});
