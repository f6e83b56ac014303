import { spawnSync } from 'node:child_process';

/** Debian's Python, which has its jinja2. */
const python = '/usr/bin/python3';

/**
 * Renders as Home Assistant does (helpers/template: a sandbox; `value_json` where the payload is JSON; blanks around it
 * are cut), but for one thing: what is not defined fails, where Home Assistant logs a warning.
 */
const program = `
import json, sys
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
rendered = []
for template, payload in json.load(sys.stdin):
    try:
        rendered.append(environment.from_string(template).render(value=payload, value_json=json.loads(payload)).strip())
    except Exception as error:
        rendered.append('error: %s' % error)
json.dump(rendered, sys.stdout)
`;

/** Whether it is there. In CI it has to be. */
export function hasJinja(): boolean {
  const isThere = spawnSync(python, ['-c', 'import jinja2.sandbox']).status === 0;
  if (!isThere && process.env.LOKET_TEST_REQUIRE === 'all')
    throw new Error('python3-jinja2 is not installed');
  return isThere;
}

/** What templates make of payloads, in order. */
export function rendered(
  pairs: readonly (readonly [template: string, payload: string])[],
): readonly string[] {
  const { stdout, stderr } = spawnSync(python, ['-c', program], {
    input: JSON.stringify(pairs),
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}
