import { describe, expect, it } from 'vitest';
import { ticketContent } from '../../firmware-host/perform/ticket-content.ts';
import { siteOf } from '../config/site-text.ts';

type Asked = Parameters<typeof ticketContent>[1];

const asked: Asked = {
  ...{ ticket: 'A-012', service: 'paspor', class: 'regular', wall: Date.UTC(2026, 10, 24, 1), copy: false },
  ...{ givenOn: '2026-11-24', waitingAhead: 3, estimateSeconds: 600 },
};

const parts = (ticket: string) => ({
  hours: `ticket: { ${ticket} }\nzones: { a: { title: Utara }, b: { title: Selatan } }`,
  counters: [
    'counters:',
    '  loket-1: { number: 1, serves: [paspor], zone: a }',
    '  loket-2: { number: 2, serves: [paspor], zone: a }',
    '  loket-3: { number: 3, serves: [paspor], zone: b }',
    '  loket-7: { number: 7, serves: [paspor] }',
    '  loket-9: { number: 9, serves: [izin] }',
  ].join('\n'),
  services:
    'services: { paspor: { title: Paspor, prefix: A, ticket: { id: Bawa KTP, en: Bring it } }, izin: { title: Izin, prefix: C } }',
});
const content = (ticket: string, of: Partial<Asked> = {}) =>
  ticketContent(siteOf(parts(ticket)), { ...asked, ...of });

describe('what stands on a ticket', () => {
  it('names the counters that serve its service and no other, three or more in a row as a range', () => {
    expect(content('place: counter').place).toEqual({ of: 'counters', names: ['1-3', '7'] });
    expect(content('place: counter', { service: 'izin' }).place).toEqual({ of: 'counters', names: ['9'] });
  });

  it('names each zone once, and none where its counters are in none', () => {
    expect(content('place: zone').place).toEqual({ of: 'zones', names: ['Utara', 'Selatan'] });
    expect(content('place: zone', { service: 'izin' }).place).toBeUndefined();
    expect(content('').place).toBeUndefined();
  });

  it('has an estimate where the site wants one and it is known; not for a priority ticket, not on a copy', () => {
    expect(content('estimate: true').estimateMinutes).toBe(10);
    expect(content('estimate: true', { estimateSeconds: 0 }).estimateMinutes).toBe(0);
    expect(content('estimate: true', { estimateSeconds: undefined }).estimateMinutes).toBeUndefined();
    expect(content('estimate: true', { class: 'priority' }).estimateMinutes).toBeUndefined();
    expect(content('estimate: true', { copy: true }).estimateMinutes).toBeUndefined();
    expect(content('').estimateMinutes).toBeUndefined();
  });

  it('has the text of its service in the language of the site, and no other service has it', () => {
    expect(content('').note).toBe('Bawa KTP');
    expect(content('', { service: 'izin' }).note).toBeUndefined();
  });

  it('has an address with its number, service, site and day, each of them encoded', () => {
    expect(content('link: "https://q.example/{site}/{service}/{day}?n={ticket}"').link).toBe(
      'https://q.example/mpp/paspor/2026-11-24?n=A-012',
    );
    expect(content('link: "https://q.example/{ticket}"', { ticket: 'A/../1' }).link).toBe(
      'https://q.example/A%2F..%2F1',
    );
  });

  it('has no address with a day that is not known, which might be that of another visitor', () => {
    expect(content('link: "https://q.example/{day}/{ticket}"', { givenOn: undefined }).link).toBeUndefined();
    expect(content('link: "https://q.example/{ticket}"', { givenOn: undefined }).link).toBe(
      'https://q.example/A-012',
    );
  });
});
