import { describe, expect, it } from 'vitest';
import { commandNames, helpLines, helpTopics } from '../../simulators/shell-help.ts';
import { shellLine } from '../../simulators/shell-line.ts';

describe('what can be typed at a simulated hall, or sent by its page', () => {
  it.each([
    ['hold loket-1-keypad next', { type: 'hold', device: 'loket-1-keypad', key: 'next' }],
    ['release loket-1-keypad next', { type: 'release', device: 'loket-1-keypad', key: 'next' }],
    ['pulse loket-1-keypad next', { type: 'pulse', device: 'loket-1-keypad', key: 'next', ms: 1 }],
    ['pulse loket-1-keypad next 3', { type: 'pulse', device: 'loket-1-keypad', key: 'next', ms: 3 }],
    ['scanner pemindai-1 none', { type: 'scanner', device: 'pemindai-1', state: 'none' }],
    ['cover printer-1 open', { type: 'cover', device: 'printer-1', state: 'open' }],
    ['hang printer-1 off', { type: 'hang', device: 'printer-1', state: 'off' }],
    ['contacts worn', { type: 'contacts', state: 'worn' }],
    ['broker away', { type: 'broker', state: 'away' }],
    ['disk hangs', { type: 'disk', state: 'hangs' }],
    ['clock +90m', { type: 'clock', ms: 5_400_000 }],
    ['clock -1d', { type: 'clock', ms: -86_400_000 }],
    ['clock right', { type: 'clock', ms: 'right' }],
    ['speed 600', { type: 'speed', times: 600 }],
    ['step', { type: 'step' }],
    ['day 7', { type: 'day', seed: 7 }],
    ['day stop', { type: 'day', seed: 'stop' }],
  ])('%s', (line, command) => {
    expect(shellLine(line, 'en')).toEqual(command);
  });

  it.each([
    'hold loket-1-keypad',
    'pulse loket-1-keypad',
    'scanner pemindai-1 loud',
    'cover printer-1 ajar',
    'hang printer-1',
    'broker gone',
    'clock 1h',
    'clock +1y',
    'clock +999999h',
    'speed 601',
    'speed -1',
    'speed 1e2',
    'step 2',
    'day -1',
    'day 99999999999',
    'day 1 2',
  ])('%s is answered with how to write it', (line) => {
    expect(shellLine(line, 'en')).toEqual({ wrong: expect.stringMatching(/^Write it as: /) });
  });

  it('is all in the help of its topics, and nothing else is', () => {
    for (const name of commandNames)
      expect(shellLine(name, 'en')).not.toMatchObject({ wrong: expect.stringContaining('is no command') });
    const all = [undefined, ...helpTopics.flatMap(({ names }) => names)].flatMap((topic) =>
      helpLines(topic, 'id'),
    );
    for (const name of commandNames) expect(all.join('\n')).toContain(name);
  });

  it('has help of few short lines, which a small terminal shows beside the hall', () => {
    for (const speak of ['id', 'en'] as const)
      for (const topic of [undefined, ...helpTopics.flatMap(({ names }) => names)]) {
        const lines = helpLines(topic, speak);
        expect(lines.length).toBeLessThanOrEqual(12);
        expect(lines.filter((line) => line.length > 80)).toEqual([]);
      }
  });

  it('teaches the command that was probably meant', () => {
    expect(shellLine('prss x next', 'en')).toEqual({ wrong: "'prss' is no command. Did you mean 'press'?" });
    expect(shellLine('dance', 'id')).toEqual({
      wrong: "Tidak ada perintah 'dance'. Ketik 'help' untuk daftarnya.",
    });
    expect(shellLine('help printer', 'id')).toEqual({ type: 'help', topic: 'printer' });
  });
});
