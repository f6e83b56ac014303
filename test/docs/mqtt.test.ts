import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { loadSite } from '../../config/load.ts';
import { kinds } from '../../devices/index.ts';
import { commandRow, commandTable } from '../../firmware-host/mqtt/commands/command-table.ts';
import { commandErrors } from '../../firmware-host/mqtt/commands/errors.ts';
import { eventTable } from '../../firmware-host/mqtt/messages/event-table.ts';
import { stateTable } from '../../firmware-host/mqtt/messages/message-table.ts';
import { eventAddress } from '../../firmware-host/mqtt/topics.ts';
import { exampleText } from '../hall/played-hall.ts';

const page = new URL('../../docs/mqtt.md', import.meta.url);

/** `field`, or `field`? where it may be left out. */
function fields(schema: z.ZodType): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const names = Object.keys(properties).map((name) => `\`${name}\`${required.includes(name) ? '' : '?'}`);
  return names.join(', ') || '-';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** The parts of the page that are made from the code. `?` after a field: it may be missing. */
const made: { readonly [part: string]: string } = {
  states: table(
    ['topic', 'QoS', 'what', 'fields'],
    Object.entries(stateTable).map(([address, { qos, title, schema }]) => [
      `\`${address}\``,
      String(qos),
      title.en,
      address === 'device/{id}/health' ? 'numbers, by kind' : fields(schema),
    ]),
  ),
  events: table(
    ['topic', 'what', '`data`'],
    Object.entries(eventTable).map(([type, { title, data }]) => [
      `\`${eventAddress(type)}\``,
      title.en,
      fields(data),
    ]),
  ),
  commands: table(
    ['command', 'what', 'fields (`?`: may be left out)', 'result', 'role'],
    Object.entries(commandTable).map(([name, { title, request, result, role }]) => [
      `\`${name}\``,
      title.en,
      fields(request),
      fields(result),
      role,
    ]),
  ),
  errors: table(
    ['code', 'meaning'],
    Object.entries(commandErrors).map(([code, { id, en }]) => [`\`${code}\``, `${id}<br>${en}`]),
  ),
};

/** `LOKET_WRITE_DOCS=1 npx vitest run test/docs` writes the parts anew. */
it('docs/mqtt.md has every topic, event, command and error, as they are in the code', () => {
  const text = readFileSync(page, 'utf8');
  const parts = /<!-- made: (\w+) -->\n[\s\S]*?<!-- end -->/g;
  const right = text.replace(
    parts,
    (_all, part: string) => `<!-- made: ${part} -->\n${made[part]}\n<!-- end -->`,
  );
  expect([...text.matchAll(parts)].map(([, part]) => part).sort()).toEqual(Object.keys(made).sort());
  if (process.env.LOKET_WRITE_DOCS === '1') writeFileSync(page, right);
  expect(readFileSync(page, 'utf8')).toBe(right);
});

it('the commands one can paste from docs/mqtt.md are commands', () => {
  const pasted = [...readFileSync(page, 'utf8').matchAll(/command\/([a-z-]+) -m '([^']+)'/g)];
  expect(pasted.length).toBeGreaterThan(10);
  for (const [, name = '', text = ''] of pasted) {
    const { id, ...fields } = JSON.parse(text);
    expect(id, name).toEqual(expect.any(String));
    expect(commandRow(name)?.request.safeParse(fields).error, text).toBeUndefined();
  }
});

it('the groups of a site file in docs/mqtt.md can be used as they are', () => {
  const groups = [...readFileSync(page, 'utf8').matchAll(/```yaml\n(mqtt:[\s\S]*?)```/g)].map(
    ([, text]) => text ?? '',
  );
  const ours = groups.filter((text) => !text.includes('sensor:'));
  expect(ours).toHaveLength(2);
  for (const text of ours) {
    const { problems } = loadSite(`${exampleText('mpp-batam')}\n${text}`, 'site.yaml', kinds);
    expect(problems.filter(({ path }) => path.startsWith('mqtt'))).toEqual([]);
  }
});
