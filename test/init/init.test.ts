import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSite } from '../../config/load.ts';
import type { Site } from '../../config/site.ts';
import { kinds } from '../../devices/index.ts';
import { firstSite } from '../../firmware-host/cli/init/first-site.ts';
import { answered } from '../../firmware-host/cli/init/init.ts';
import {
  type Answers,
  choices,
  countersMax,
  servicesFrom,
  servicesMax,
  unanswerable,
} from '../../firmware-host/cli/init/init-answers.ts';

const problemsOf = (answers: Answers) => loadSite(firstSite(answers), 'site.yaml', kinds).problems;

/** Each in turn: what the board is does not depend on the hardware. */
function* inTurn<Choice>(all: readonly Choice[]): Generator<Choice, never> {
  for (;;) yield* all;
}

function* combinations(): Generator<Pick<Answers, keyof typeof choices>> {
  const boards = inTurn(choices.board);
  for (const keys of choices.keys)
    for (const display of choices.display)
      for (const machine of choices.machine)
        for (const printer of choices.printer)
          for (const scanner of choices.scanner)
            yield { keys, display, machine, printer, scanner, board: boards.next().value };
}

describe('the first site file', () => {
  it('is right for every combination of hardware', async () => {
    const usual = await answered({}, 'id', undefined);
    for (const hardware of combinations()) {
      const codes = new Set(problemsOf({ ...usual, ...hardware }).map(({ code }) => code));
      // Worth a warning is only what was asked for: tickets without paper, counters without a display or keys.
      if (hardware.printer === 'none') codes.delete('nothing-prints');
      if (hardware.display === 'none') codes.delete('counter-without-display');
      if (hardware.keys === 'none') codes.delete('counter-without-keys');
      expect([hardware, [...codes]]).toEqual([hardware, []]);
    }
  });

  it('has a board for televisions of the network, for this machine alone, or none, as it was asked for', async () => {
    const usual = await answered({}, 'id', undefined);
    const boardOf = (board: Answers['board']): Site['board'] =>
      loadSite(firstSite({ ...usual, board }), 'site.yaml', kinds).site?.board;
    expect(boardOf(usual.board)).toEqual({ port: 8080, host: '0.0.0.0', hosts: [] });
    expect(boardOf('here')).toEqual({ port: 8080, host: '127.0.0.1', hosts: [] });
    expect(boardOf('none')).toBeUndefined();
    expect(firstSite({ ...usual, board: 'here' })).toContain('install BERKAS --kiosk');
  });

  it('is right for any number of counters and services and any titles, or is refused in words', () => {
    const title = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
    const some = fc.record({
      title,
      titles: fc.array(fc.oneof(title, fc.constantFrom('Yes', 'null', 'A: b #', '"x"', '1')), {
        minLength: 1,
        maxLength: servicesMax,
      }),
      counters: fc.integer({ min: 1, max: countersMax }),
      hardware: fc.constantFrom(...combinations()),
    });
    fc.assert(
      fc.property(some, ({ title, titles, counters, hardware }) => {
        let services: Answers['services'];
        try {
          services = servicesFrom(titles.join(','));
        } catch {
          return; // Titles no ids can be made of are refused in words, which the next test reads.
        }
        const answers: Answers = {
          ...{ id: 'mpp', title, zone: 'WITA', language: 'id', hours: '08.00-15.00', services, counters },
          ...hardware,
        };
        if (unanswerable(answers) !== undefined) return;
        expect(problemsOf(answers).filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('refuses in words what cannot be', async () => {
    const refused = (options: Parameters<typeof answered>[0]) =>
      expect(answered(options, 'en', undefined)).rejects;
    await refused({ services: '???' }).toThrow(/no id can be made/);
    await refused({ services: 'Paspor, paspor' }).toThrow(/twice/);
    await refused({ counters: '0' }).toThrow(/1 to 40/);
    await refused({ counters: '40', keys: 'gpio' }).toThrow(/22 free GPIO lines, and this takes 43/);
    await refused({ keys: 'voice' }).toThrow('keys: board, gpio, numpad, none');
  });

  it('asks only for what was not said, and takes an empty answer for the usual', async () => {
    const asked: string[] = [];
    const answers = await answered({ services: 'KTP', keys: 'numpad' }, 'en', async (question) => {
      asked.push(question);
      return question.startsWith('Number of counters') ? ' 3 ' : '';
    });
    expect(answers).toMatchObject({ counters: 3, services: [{ id: 'ktp', prefix: 'A' }], keys: 'numpad' });
    expect(asked).toHaveLength(9);
    expect(asked).toContain('Number display at the counter max7219/serial/none [max7219]: ');
  });
});
