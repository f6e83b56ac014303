import { describe, expect, it } from 'vitest';
import { askedElement } from '../../firmware-host/queue/asked-element.ts';
import { elementIds } from '../../firmware-host/queue/survey.ts';

const date = (day: number): string =>
  new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
const weekday = (day: number): number => new Date(date(day)).getUTCDay();

describe('what a pad asks on a day', () => {
  it('is always the same where one element is listed, and the first one before the first day', () => {
    expect([0, 1, 7, 365].map((day) => askedElement(['waktu'], date(day)))).toEqual(
      Array.from({ length: 4 }, () => 'waktu'),
    );
    expect(askedElement(['biaya', 'waktu'], undefined)).toBe('biaya');
  });

  it('is another element on the next day of the week', () => {
    for (let day = 0; day < 400; day++) {
      if (weekday(day) === 0) continue;
      expect(askedElement(elementIds, date(day + 1))).not.toBe(askedElement(elementIds, date(day)));
    }
  });

  it.each(elementIds.map((_, at) => at + 1))(
    'leaves none of %i elements out on any weekday, however few days of the week the hall is open',
    (length) => {
      const asks = elementIds.slice(0, length);
      for (let first = 0; first < 7; first++) {
        const asked = Array.from({ length }, (_, week) => askedElement(asks, date(first + 7 * week)));
        expect([...asked].sort(), `from ${date(first)}`).toEqual([...asks].sort());
      }
    },
  );
});
