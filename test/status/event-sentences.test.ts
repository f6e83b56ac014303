import { describe, expect, it } from 'vitest';
import { cloudEvent } from '../../firmware-host/mqtt/messages/cloud-event.ts';
import { eventTable } from '../../firmware-host/mqtt/messages/event-table.ts';
import { eventSentence } from '../../firmware-host/status/event-sentences.ts';
import { events, record } from '../mqtt/samples.ts';

const names = {
  counter: (id: string) => ({ 'loket-3': 'Loket Tiga' })[id] ?? id,
  service: (id: string) => ({ paspor: 'Paspor Baru' })[id] ?? id,
};
const sentence = (event: (typeof events)[number]) =>
  eventSentence(event.type, cloudEvent('mpp-batam', record(event)).data, names);

describe('an event in words', () => {
  it.each(events)(
    'of type $type is a sentence in both languages, and names no id that has a name',
    (event) => {
      const said = sentence(event);
      for (const text of [said?.id, said?.en]) {
        expect(text).toMatch(/^\S.{4,}[^.\s]$/s);
        expect(text).not.toMatch(/undefined|null|NaN|\[object|loket-3|\bpaspor\b/);
      }
      expect(said?.id).not.toBe(said?.en);
    },
  );

  it('says who is called where, and how long it took', () => {
    const called = { type: 'ticket.called', ticket: 'A-012', service: 'paspor', class: 'regular' } as const;
    expect(sentence({ ...called, counter: 'loket-3', waited_s: 402, cause: 'next' })).toEqual({
      id: 'A-012 dipanggil ke Loket Tiga setelah 6 mnt 42 dtk',
      en: 'A-012 was called to Loket Tiga after 6 min 42 s',
    });
  });

  it('says what a fault is and not its code', () => {
    const lost = { type: 'device.lost', device: 'printer-1', code: 'paper.out' } as const;
    expect(sentence(lost)?.id).toMatch(/^printer-1 terputus: Kertas habis/);
  });

  it('of a later version is told by its title where its fields differ, and left out where nothing is known', () => {
    expect(eventSentence('ticket.called', { ticket: 12, new_field: true }, names)).toEqual(
      eventTable['ticket.called'].title,
    );
    expect(eventSentence('ticket.teleported', {}, names)).toBeUndefined();
    expect(eventSentence('__proto__', {}, names)).toBeUndefined();
  });
});
