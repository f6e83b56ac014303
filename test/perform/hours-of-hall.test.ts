import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controllerInfo } from '../../firmware-host/mqtt/messages/controller-messages.ts';
import {
  type OpeningHours,
  openingHours as schema,
} from '../../firmware-host/mqtt/messages/opening-hours.ts';
import { openingHours } from '../../firmware-host/perform/hours-of-hall.ts';
import { controllerInfo as infoOf } from '../../firmware-host/perform/infos.ts';
import type { Span } from '../../firmware-host/queue/hall.ts';
import { exampleText, siteOf } from '../hall/played-hall.ts';

type Hours = ReadonlyMap<number, readonly Span[]> | undefined;
const said = (...all: readonly Hours[]): OpeningHours => openingHours(all.map((hours) => ({ hours })));
const at = (from: number, to: number): Span => ({ from: from * 60, to: to * 60 });

const anySpans = fc
  .array(fc.integer({ min: 0, max: 1_440 }), { minLength: 0, maxLength: 6 })
  .map((minutes) => [...new Set(minutes)].sort((one, other) => one - other))
  .map((minutes) =>
    Array.from({ length: Math.floor(minutes.length / 2) }, (_, pair) => ({
      ...{ from: minutes[2 * pair] ?? 0, to: minutes[2 * pair + 1] ?? 0 },
    })),
  );
const anyHours = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 7 }), anySpans), {
  selector: ([day]) => day,
  maxLength: 7,
});

/** Whether it is open in that minute, as somebody reads it who knows docs/mqtt.md alone. */
function isOpen(hours: OpeningHours, day: number, minute: number): boolean {
  if (hours === 'always') return true;
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const spans = hours[String(day) as '1'] ?? [];
  // Clock times of this form are in the order of their letters.
  return spans.some(({ from, to }) => from <= time && time < to);
}

describe('the opening hours of a hall', () => {
  it('are those of its services together, minute by minute', () => {
    fc.assert(
      fc.property(fc.array(anyHours, { minLength: 1, maxLength: 3 }), (services) => {
        const weeks = services.map((days) => new Map(days));
        const hours = said(...weeks);
        expect(schema.parse(hours)).toEqual(hours);
        for (let day = 1; day <= 7; day++) {
          for (let minute = 0; minute < 1_440; minute += 1) {
            const isAny = weeks.some((week) =>
              week.get(day)?.some(({ from, to }) => from <= minute && minute < to),
            );
            if (isOpen(hours, day, minute) !== isAny) expect.fail(`day ${day}, minute ${minute}`);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are one span where one service takes over from another, and two with a break', () => {
    const hours = said(new Map([[1, [at(8, 12)]]]), new Map([[1, [at(12, 15), at(16, 24)]]]));
    expect(hours).toEqual({
      1: [
        { from: '08:00', to: '15:00' },
        { from: '16:00', to: '24:00' },
      ],
    });
  });

  it('stand in what the controller says of itself, with the holidays of the site file', () => {
    const site = siteOf(exampleText('mpp-batam'));
    const info = controllerInfo.parse(infoOf(site, '1', { node: 'v24', os: 'Linux' }));
    const workday = [{ from: '08:00', to: '15:00' }];
    const friday = [
      { from: '08:00', to: '11:30' },
      { from: '13:00', to: '15:00' },
    ];
    expect(info.hours).toEqual({ 1: workday, 2: workday, 3: workday, 4: workday, 5: friday });
    expect(info.holidays).toEqual(['2026-12-25', '2027-01-01']);
  });

  it('are always where one service is always open', () => {
    expect(said(new Map([[1, [at(8, 12)]]]), undefined)).toBe('always');
  });

  it('lack a day on which no service opens', () => {
    expect(
      said(
        new Map([
          [1, [at(8, 12)]],
          [7, []],
        ]),
      ),
    ).toEqual({ 1: [{ from: '08:00', to: '12:00' }] });
  });

  it('leave out the shortest breaks of a day that has more spans than a message', () => {
    const spans = Array.from({ length: 12 }, (_, hour) => ({ from: hour * 100, to: hour * 100 + 90 - hour }));
    const hours = said(new Map([[3, spans]]));
    expect(schema.parse(hours)).toEqual(hours);
    const days = hours === 'always' ? {} : hours;
    expect(days['3']).toHaveLength(8);
    // The first breaks are the shortest.
    expect(days['3']?.[0]).toEqual({ from: '00:00', to: '08:06' });
    expect(days['3']?.at(-1)).toEqual({ from: '18:20', to: '19:39' });
  });
});
