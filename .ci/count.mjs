// Prints the line CI reads, "N passed, N failed": the sum over the reports in a folder. Each is told with the status
// that its run ended with, as `vitest=0 kernel=1`; vitest's is its JSON report, the others are `{passed, failed,
// failures}`. Ends as they ended. What failed, what was skipped and what passed at a further try only is named just
// before that line: of a long output the end is what people see. A test that is skipped and not named in skips.json
// counts as failed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failuresOf, skippedOf } from '../test/tally.js';

const mayBeSkipped = read(new URL('skips.json', import.meta.url));
const [folder, ...told] = process.argv.slice(2);
const suites = told.map((text) => {
  const [name, status] = text.split('=');
  return {
    name,
    ended: Number(status),
    retried: read(join(folder, `${name}-retried`)) ?? [],
    ...counted(name),
  };
});

function counted(name) {
  const report = read(join(folder, name));
  // Where a run was skipped it has said why, and leaves no report.
  if (report === undefined) return { passed: 0, failed: 0, failures: [] };
  const { passed, failed, numPassedTests, numFailedTests, failures = failuresOf(report) } = report;
  const skipped = skippedOf(report).map((test) => ({ test, why: mayBeSkipped[test] }));
  for (const { test, why } of skipped) if (why !== undefined) console.error(`skipped: ${test}: ${why}`);
  const missing = skipped.filter(({ why }) => why === undefined).map(({ test }) => `${test}: was skipped`);
  return {
    passed: passed ?? numPassedTests,
    failed: (failed ?? numFailedTests) + missing.length,
    failures: [...failures, ...missing],
  };
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

const sum = (count) => suites.reduce((total, suite) => total + count(suite), 0);
const passed = sum((suite) => suite.passed);
const failed = sum((suite) => (suite.ended !== 0 ? Math.max(suite.failed, 1) : suite.failed));
for (const { name, ended, failed, failures, retried } of suites) {
  for (const test of retried) console.error(`passed at a further try in ${name}: ${test}`);
  for (const failure of failures) console.error(`FAILED in ${name}: ${failure}`);
  if (ended !== 0 && failed === 0) console.error(`${name} ended with ${ended} and counted no failure.`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
