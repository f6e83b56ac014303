/** For the tests that `npm test` leaves out: what passed, what failed, and the names of what failed. */

/** How much of a failure's text is kept: what was expected and where, in most cases. */
const FAILURE_LINES = 12;

/** Counts from the lines that Node's own reporter prints. `hears` says whether the line was one of its counts. */
export function createTally() {
  const counts = { passed: 0, failed: 0, failures: [] };
  return {
    counts,
    hears(line) {
      const [, name] = /^\s*✖ (?!failing tests:)(.*)$/.exec(line) ?? [];
      if (name !== undefined && !counts.failures.includes(name)) counts.failures.push(name);
      // The last lines.
      const [, what, count] = /^ℹ (pass|fail|cancelled) (\d+)/.exec(line) ?? [];
      if (what === 'pass') counts.passed += Number(count);
      else if (what !== undefined) counts.failed += Number(count);
      return what !== undefined;
    },
  };
}

/**
 * The failed tests of vitest's JSON report, and the files that could not be loaded: a name and the start of the reason.
 */
export function failuresOf({ testResults = [] }) {
  const cut = (text = '') => text.split('\n').slice(0, FAILURE_LINES).join('\n  ');
  return testResults.flatMap(({ name, status, message, assertionResults }) =>
    status === 'failed' && assertionResults.length === 0
      ? [`${name}: ${cut(message)}`]
      : assertionResults
          .filter((test) => test.status === 'failed')
          .map(({ fullName, failureMessages }) => `${name}: ${fullName}: ${cut(failureMessages[0])}`),
  );
}

/** The names of the tests that vitest's JSON report has as neither passed nor failed. */
export const skippedOf = ({ testResults = [] }) =>
  testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName }) => fullName);
