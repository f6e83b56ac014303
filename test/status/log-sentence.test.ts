import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { logSentence } from '../../firmware-host/status/log-sentence.ts';
import { logTexts } from '../../firmware-host/status/log-texts.ts';
import { parsedSources } from '../parsed-sources.ts';

const line = (fields: object) =>
  JSON.stringify({ level: 40, time: Date.UTC(2026, 10, 30, 1, 2, 3), site: 'mpp-batam', ...fields });
const said = (text: string, language: 'id' | 'en' = 'id') => logSentence(text, language, 'Asia/Jakarta');

describe('a line of the log', () => {
  it('with a code of the catalogue says what is wrong, where, and what to do', () => {
    const text = said(line({ device: 'printer-1', code: 'paper.out', msg: 'no paper' }));
    expect(text).toMatch(
      /^30\/11 08:02:03 {2}PERINGATAN {2}printer-1: Kertas habis: .* \[paper\.out: pesan asli "no paper"\]$/,
    );
  });

  it('of a refusal says it in the language that is asked for', () => {
    const refused = line({ level: 30, command: 'next', code: 'nobody-waiting', msg: 'Nobody is waiting.' });
    expect(said(refused)).toContain('info  Tidak ada yang menunggu. [nobody-waiting');
    expect(said(refused, 'en')).toContain('Nobody is waiting. [nobody-waiting] (command next)');
  });

  it('tells its other fields too, and a hint of its own', () => {
    const text = said(
      line({ code: 'broker.port_busy', hint: 'Stop it.', msg: 'busy', port: 1883, who: { a: 1 } }),
    );
    expect(text).toContain('pesan asli "busy"] Stop it. (port 1883, who {"a":1})');
  });

  it('tells its details in the language that is asked for, and those of the system as evidence', () => {
    const refused = line({
      ...{ device: 'printer-1', code: 'link.timeout', msg: 'The printer does not answer' },
      hint: 'Check the address, and on a serial line the baud rate.',
      cause: '/data/journal.db is in use by another process',
    });
    expect(said(refused)).toContain(
      '[link.timeout: printer tidak menjawab] Periksa alamatnya, dan pada jalur serial juga baud rate-nya. (cause /data/journal.db dipakai proses lain)',
    );
    expect(said(refused, 'en')).toContain('[link.timeout: The printer does not answer] Check the address');
    expect(said(line({ msg: 'old days are still there: SQLITE_BUSY' }))).toContain(
      'hari-hari lama belum terhapus: pesan asli "SQLITE_BUSY"',
    );
  });

  it('that is none of ours stays as it is, without what could move a terminal', () => {
    expect(said('Started Loket.')).toBe('Started Loket.');
    expect(said('\x1b[2J{"level":1')).toBe(' [2J{"level":1');
    expect(said(line({ msg: 'a\x1b]0;title\x07b', code: 7 }))).toContain('a ]0;title b');
    expect(said(line({ time: 1e300, msg: 'late' }))).toContain('1e+300');
  });

  it('of any shape never breaks it (property)', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.object().map((fields) => line(fields)),
        ),
        (text) => {
          expect(typeof said(text)).toBe('string');
        },
      ),
      { seed: fc.sample(fc.integer(), 1)[0] ?? 0 },
    );
  });
});

/** Each text that is logged as it is written: the last argument of a call of a log. */
function loggedTexts(): readonly string[] {
  const texts: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isLogCall(node.expression)) {
      const last = node.arguments.at(-1);
      if (last !== undefined && ts.isStringLiteral(last)) texts.push(last.text);
    }
    ts.forEachChild(node, look);
  };
  for (const [path, file] of parsedSources()) if (/^firmware-host\/(?!cli\/office)/.test(path)) look(file);
  return texts;
}

const isLogCall = (called: ts.Expression) =>
  /(^|\.)log\.(info|warn|error)$|^openRefusalLog$/.test(called.getText());

describe('the words of the log', () => {
  it('are there for every text that the host logs without a code, and for nothing else', () => {
    expect([...new Set(loggedTexts())].sort()).toEqual(Object.keys(logTexts).sort());
  });
});
