import { describe, expect, it } from 'vitest';
import { complaints, siteOf } from './site-text.ts';

const rating = (settings: string) => ({ hours: `rating: { ${settings} }` });
const first = (line: string) => line.split('. ')[0];

describe('what a site asks its visitors', () => {
  it('is the pulse where nothing is said, and there is no place for complaints', () => {
    expect(siteOf().rating).toEqual({ asks: ['pulse'], complaintLink: undefined });
  });

  it('is one element, or elements that take turns', () => {
    expect(siteOf(rating('asks: waktu')).rating.asks).toEqual(['waktu']);
    expect(siteOf(rating('asks: [waktu, biaya, perilaku]')).rating.asks).toEqual([
      'waktu',
      'biaya',
      'perilaku',
    ]);
  });

  it('knows where complaints go', () => {
    const link = 'https://lapor.example/{site}/{service}/{counter}?kode={code}';
    expect(siteOf(rating(`complaints: { link: "${link}" }`)).rating.complaintLink).toBe(link);
  });

  it.each([
    ['asks: kecepatan', "@ rating.asks: 'kecepatan' is nothing that can be asked"],
    ['asks: [waktu, cepat]', "@ rating.asks.1: 'cepat' is nothing that can be asked"],
    ['asks: []', '@ rating.asks: at least 1 must be listed'],
    ['asks: [waktu, waktu]', '@ rating.asks: an element is listed twice: each one has its turn once'],
    ['complaints: {}', '@ rating.complaints.link: this setting is missing'],
    [
      'complaints: { link: "https://q.example/{ticket}" }',
      "@ rating.complaints.link: nothing can be filled in for 'ticket'",
    ],
    [
      'complaints: { link: "mailto:a@b" }',
      '@ rating.complaints.link: this is not an address of the web that can be printed',
    ],
  ])('refuses %s where it stands', (settings, said) => {
    expect(complaints(rating(settings)).map(first)).toEqual([expect.stringContaining(said)]);
  });

  it('gives no hint to write a name there that only the address of a ticket has', () => {
    const said = complaints(rating('complaints: { link: "mailto:a@b" }')).join('\n');
    expect(said).toContain('Write https://HOST/PATH');
    expect(said).not.toContain('{ticket}');
  });

  it('refuses an address that is too long for a code once it is filled in', () => {
    const link = `https://q.example/${'x'.repeat(90)}{service}{service}`;
    const service = 's'.repeat(40);
    const long = {
      services: `services: { ${service}: { title: P, prefix: A } }`,
      counters: `counters: { loket-1: { number: 1, serves: [${service}] } }`,
    };
    expect(complaints({ ...long, ...rating(`complaints: { link: "${link}" }`) }).map(first)).toEqual([
      '@ rating.complaints.link: filled in, this address has up to 188 characters, and 180 is the most',
    ]);
  });
});
