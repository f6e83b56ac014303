// Prints the line CI reads, "N passed, N failed": the tests of `npm test`, by vitest's JSON report, and those on a real
// kernel. Ends as they ended.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [reports, status, kernelStatus] = process.argv.slice(2);
const read = (name) => JSON.parse(readFileSync(join(reports, name), 'utf8'));
const suites = [];
if (existsSync(join(reports, 'vitest'))) {
  const { numPassedTests, numFailedTests } = read('vitest');
  suites.push({ passed: numPassedTests, failed: numFailedTests, status });
} else {
  console.error('The tests left no report: lint, types or the build failed first.');
  suites.push({ passed: 0, failed: 1, status });
}
// Where it was skipped it has said why, and leaves no report.
if (existsSync(join(reports, 'kernel'))) suites.push({ ...read('kernel'), status: kernelStatus });
else suites.push({ passed: 0, failed: 0, status: kernelStatus });

const sum = (count) => suites.reduce((total, suite) => total + count(suite), 0);
const passed = sum((suite) => suite.passed);
const failed = sum((suite) => (Number(suite.status) !== 0 ? Math.max(suite.failed, 1) : suite.failed));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
