import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineMaxCharacters, linesOf } from '../../firmware-host/cli/lines-of.ts';

async function* inChunks(chunks: readonly (Uint8Array | string)[]) {
  yield* chunks;
}

async function read(...chunks: readonly (Uint8Array | string)[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(inChunks(chunks))) lines.push(line);
  return lines;
}

describe('the lines of a stream', () => {
  it('are the same wherever it is cut, also within a character', async () => {
    const text = fc.array(fc.stringMatching(/^[a-zé€😀 ]{0,12}$/u), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(200), { maxLength: 6 }), async (lines, cuts) => {
        const bytes = Buffer.from(`${lines.join('\n')}\n`);
        const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((end, at) => bytes.subarray(places[at], end));
        expect(await read(...chunks)).toEqual(lines);
      }),
      { verbose: 1 },
    );
  });

  it('have no CR at their end, and the last one may be without an end', async () => {
    expect(await read('a\r\nb\n\nc')).toEqual(['a', 'b', '', 'c']);
    expect(await read()).toEqual([]);
  });

  it('are cut where they are too long, and the next one is whole', async () => {
    const long = 'x'.repeat(lineMaxCharacters);
    expect(await read(`${long}\n`, 'after\n')).toEqual([long, 'after']);
    expect(await read(long, 'y', long, long, '\nafter')).toEqual([`${long} ...`, 'after']);
    expect(await read(`${long}y`, long)).toEqual([`${long} ...`]);
  });

  it('tell the beginning of a line that does not end at once, and nothing more of it', async () => {
    const chunk = 'x'.repeat(1_000_000);
    let given = 0;
    async function* endless() {
      for (; given < 300; given++) yield chunk;
    }
    const lines = linesOf(endless());
    expect((await lines.next()).value).toHaveLength(lineMaxCharacters + 4);
    expect(given).toBe(0);
    expect((await lines.next()).done).toBe(true);
    expect(given).toBe(300);
  });
});
