import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { jobInputs, jobStates, jobTable } from '../../devices/escpos-printer/job-states.ts';
import { type JobEnd, jobEnds } from '../../devices/job-ends.ts';
import { toldOf } from '../../firmware-host/perform/paper-told.ts';
import { linkEffects, linkInputs, linkStates, linkTable } from '../../firmware-host/supervise/link-states.ts';

const page = new URL('../../docs/states.md', import.meta.url);

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) => [
  line(head),
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map(line),
];
const code = (word: string) => `\`${word}\``;
const described = (what: string, words: Readonly<Record<string, string>>) => [
  ...table(
    [what, 'meaning'],
    Object.entries(words).map(([word, meaning]) => [code(word), meaning]),
  ),
  '',
];

/** Every state with its steps, then what is ignored there. What is not listed cannot come. */
function steps(
  rows: Readonly<Record<string, Readonly<Record<string, 'ignored' | readonly [next: string, then: string]>>>>,
): readonly string[] {
  const all = Object.entries(rows).flatMap(([state, row]) => {
    const named = Object.entries(row);
    const ignored = named.flatMap(([input, step]) => (step === 'ignored' ? code(input) : []));
    return [
      ...named.flatMap(([input, step]) =>
        step === 'ignored' ? [] : [[code(state), code(input), code(step[0]), step[1]]],
      ),
      ...(ignored.length === 0 ? [] : [[code(state), ignored.join(', '), code(state), 'nothing']]),
    ];
  });
  return [...table(['state', 'input', 'next', 'then'], all), ''];
}

function deviceSteps() {
  return Object.fromEntries(
    Object.entries(linkTable).map(([state, row]) => [
      state,
      Object.fromEntries(
        Object.entries(row).map(([input, step]) => [
          input,
          step === 'ignored' ? step : ([step.next, step.effects.map(code).join(', ')] as const),
        ]),
      ),
    ]),
  );
}

function jobSteps() {
  return Object.fromEntries(
    Object.entries(jobTable).map(([state, row]) => [
      state,
      Object.fromEntries(
        Object.entries(row).map(([input, { next, lost }]) => [
          input,
          [next, lost ? 'the link is opened anew' : '-'] as const,
        ]),
      ),
    ]),
  );
}

function told(): readonly string[] {
  const yesOrNo = (is: boolean) => (is ? 'yes' : 'no');
  const rows = (Object.keys(jobEnds) as JobEnd[]).flatMap((end) =>
    [false, true].flatMap((copy) =>
      [false, true].map((acceptUnconfirmed) => [
        code(end),
        yesOrNo(copy),
        yesOrNo(acceptUnconfirmed),
        code(toldOf(end, { copy, acceptUnconfirmed })),
      ]),
    ),
  );
  return [...table(['end', 'copy', 'accept_unconfirmed', 'command'], rows), ''];
}

/** `LOKET_WRITE_DOCS=1 npx vitest run test/docs` writes it anew. */
function statesPage(): string {
  return [
    '# States',
    '',
    'Made from the tables that the code follows; a test holds the page against them. An input that is not listed for a state',
    'cannot come in it: the code throws where it does.',
    '',
    '## A supervised device',
    'The table is `firmware-host/supervise/link-states.ts`; `firmware-host/supervise/supervised-device.ts` notices the inputs and carries',
    'out the effects, in this order. When an effect takes the device to another state at once, such as a command on which its',
    'link breaks, the effects after it are left out.',
    '',
    ...described('state', linkStates),
    ...described('input', linkInputs),
    ...described('effect', linkEffects),
    ...steps(deviceSteps()),
    '## A print job',
    'The table is `devices/escpos-printer/job-states.ts`; `devices/escpos-printer/checked-printing.ts` does what each state needs and',
    'follows it. A job begins as `looking`, or as `sending-blind` where the site file says `status: none`.',
    '',
    ...described('state', jobStates),
    ...described('input', jobInputs),
    ...described('end', jobEnds),
    ...steps(jobSteps()),
    '### What the queue is told',
    'By `firmware-host/perform/paper-told.ts`. An end that is a fault is judged by its code (`devices/doubtful.ts`): so is a job',
    'that was refused before it came to its driver, or took too long there.',
    '',
    ...told(),
  ].join('\n');
}

it('docs/states.md shows the tables as they are in the code', () => {
  if (process.env.LOKET_WRITE_DOCS === '1') writeFileSync(page, statesPage());
  expect(readFileSync(page, 'utf8')).toBe(statesPage());
});
