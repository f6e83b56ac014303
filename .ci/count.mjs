// Prints the line CI reads, "N passed, N failed": the tests of `npm test`, by vitest's JSON report, and those of every
// other report in the folder, { passed, failed }. Ends as they ended: what was skipped has said why and leaves no report.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [reports, status, othersStatus] = process.argv.slice(2);
const read = (name) => JSON.parse(readFileSync(join(reports, name), 'utf8'));
const others = readdirSync(reports).filter((name) => name !== 'vitest');
let npmTest = { passed: 0, failed: 1 };
if (existsSync(join(reports, 'vitest'))) {
  const { numPassedTests, numFailedTests } = read('vitest');
  npmTest = { passed: numPassedTests, failed: numFailedTests };
} else console.error('The tests left no report: lint, types or the build failed first.');

const sum = (counts) =>
  counts.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }), {
    ...{ passed: 0, failed: 0 },
  });
/** What ended badly has failed in something, whatever it counted. */
const asEnded = (counts, ended) =>
  Number(ended) === 0 ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
const { passed, failed } = sum([asEnded(npmTest, status), asEnded(sum(others.map(read)), othersStatus)]);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
