import { expect, it } from 'vitest';
import { openRefusalLog } from '../../firmware-host/process/refusal-log.ts';
import { VirtualClock } from '../virtual-clock.ts';

interface Line {
  readonly refusal: string;
  readonly address: string;
  readonly more: number;
}

function scene() {
  const clock = new VirtualClock();
  const lines: Line[] = [];
  const warn = (line: object) => void lines.push(line as Line);
  return { clock, lines, refused: openRefusalLog(clock, { warn }, 'a client was refused') };
}

it('one address that is refused the same a thousand times is told once in five seconds, with their number', async () => {
  const { clock, lines, refused } = scene();
  for (let time = 0; time < 1_000; time++) {
    refused('login', { address: '10.0.0.7' });
    await clock.advance(10);
  }
  refused('login', { address: '10.0.0.7' });
  expect(lines).toEqual([
    { refusal: 'login', address: '10.0.0.7', more: 0 },
    { refusal: 'login', address: '10.0.0.7', more: 499 },
    { refusal: 'login', address: '10.0.0.7', more: 499 },
  ]);
});

it('another address, and another refusal, is told beside it', () => {
  const { lines, refused } = scene();
  refused('login', { address: '10.0.0.7' });
  refused('login', { address: '10.0.0.8' });
  refused('role', { address: '10.0.0.7' });
  expect(lines).toHaveLength(3);
});

it('ten thousand addresses write twenty lines and one a second, and none of them goes uncounted', async () => {
  const { clock, lines, refused } = scene();
  for (let number = 0; number < 10_000; number++) {
    refused('silent', { address: `10.0.${number >> 8}.${number & 255}` });
    await clock.advance(1);
  }
  expect(lines).toHaveLength(29);
  await clock.advance(5_000);
  refused('silent', { address: '10.1.0.1' });
  const counted = lines.reduce((sum, { more }) => sum + 1 + more, 0);
  expect(counted).toBe(10_001);
});
