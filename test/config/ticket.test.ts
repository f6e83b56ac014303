import { describe, expect, it } from 'vitest';
import { complaints, siteOf, withDevices } from './site-text.ts';

const ticket = (settings: string) => ({ hours: `ticket: { ${settings} }` });
const first = (line: string) => line.split('. ')[0];

describe('the ticket of a site file', () => {
  it('has nothing besides the number where nothing is said', () => {
    expect(siteOf().ticketDesign).toEqual({
      ...{ logo: undefined, agency: undefined, place: 'none', estimate: false },
      ...{ code: undefined, link: undefined, footer: undefined },
    });
    expect(siteOf().services.get('paspor')?.ticketText).toBeUndefined();
  });

  it('takes what the site says, and a text of a service for both languages or one for each', () => {
    const said =
      'logo: logo.png, agency: Kantor, place: counter, estimate: true, code: code128, link: "https://q.example/{ticket}"';
    expect(siteOf(ticket(said)).ticketDesign).toMatchObject({
      ...{ logo: 'logo.png', agency: 'Kantor', place: 'counter', estimate: true, code: 'code128' },
      link: 'https://q.example/{ticket}',
    });
    const text = (words: string) =>
      siteOf({
        services: `services: { paspor: { title: Paspor, prefix: A, ticket: ${words} } }`,
      }).services.get('paspor')?.ticketText;
    expect(text('Bawa KTP')).toEqual({ id: 'Bawa KTP', en: 'Bawa KTP' });
    expect(text('{ id: Bawa KTP, en: Bring your card }')).toEqual({ id: 'Bawa KTP', en: 'Bring your card' });
  });

  it.each([
    ['estimate: yes', "@ ticket.estimate: true or false is needed here, not 'yes'"],
    ['code: ean', "@ ticket.code: 'ean' is not one of 'qr', 'code128', 'none'"],
    ['place: lantai', "@ ticket.place: 'lantai' is not one of 'counter', 'zone', 'none'"],
    ['logo: "../x.png"', "@ ticket.logo: '../x.png' cannot be the name of a file here"],
    ['link: "https://q.example/{nama}"', "@ ticket.link: nothing can be filled in for 'nama'"],
    ['link: "https://q.example/{}"', "@ ticket.link: nothing can be filled in for ''"],
    [
      'link: "https://q.example/{ticket"',
      '@ ticket.link: this is not an address of the web that can be printed',
    ],
    [
      'link: "https://{ticket}.example/"',
      '@ ticket.link: this is not an address of the web that can be printed',
    ],
    [
      'link: "https://u:p@q.example/"',
      '@ ticket.link: this is not an address of the web that can be printed',
    ],
    ['link: "https://q.example/a b"', '@ ticket.link: this is not an address of the web that can be printed'],
    ['link: "javascript:alert(1)"', '@ ticket.link: this is not an address of the web that can be printed'],
    ['link: q.example', '@ ticket.link: this is not an address of the web that can be printed'],
  ])('refuses %s where it stands', (settings, said) => {
    expect(complaints(ticket(settings)).map(first)).toEqual([said]);
  });

  it('never repeats an address that it refuses: people write passwords into addresses', () => {
    expect(complaints(ticket('link: "https://u:rahasia@q.example/"')).join()).not.toContain('rahasia');
  });

  it('refuses an address that is too long once it is filled in, and names the service', () => {
    const service = 's'.repeat(40);
    const long = {
      services: `services: { ${service}: { title: P, prefix: A } }`,
      counters: `counters: { loket-1: { number: 1, serves: [${service}] } }`,
    };
    const longer = `https://q.example/${'x'.repeat(100)}{service}{service}`;
    expect(complaints({ ...long, ...ticket(`link: "${longer}"`) }).map(first)).toEqual([
      `@ ticket.link: on a ticket of '${service}' this address has 198 characters, and 180 is the most`,
    ]);
  });

  it('warns of a place that no ticket could name', () => {
    expect(complaints(ticket('place: zone')).map(first)).toEqual([
      "@ warning: ticket.place: no counter that serves 'paspor' is in a zone: their tickets name none",
    ]);
    const placed =
      'counters: { loket-1: { number: 1, serves: [paspor], zone: utara } }\nzones: { utara: { title: Utara } }';
    expect(complaints({ ...ticket('place: zone'), counters: placed })).toEqual([]);
  });

  it('warns of scanners with nothing to scan', () => {
    const scanner = withDevices('scan-1: { kind: serial-scanner, counter: loket-1, address: /dev/ttyUSB0 }');
    expect(complaints({ ...ticket('code: none'), ...scanner }).map(first)).toEqual([
      "@ warning: ticket.code: tickets have no code, and 'scan-1' would have nothing to scan",
    ]);
    expect(complaints(ticket('code: none'))).toEqual([]);
  });

  it('warns of tickets that take a slow line too long as pictures', () => {
    const printer = (settings: string) =>
      complaints(withDevices(`printer-2: { kind: escpos-printer, ${settings} }`)).map(first);
    expect(printer('address: /dev/ttyUSB0, raster: all')).toEqual([
      '@ warning: devices.printer-2.raster: at 9600 baud a ticket that is a picture takes about 58 s',
    ]);
    expect(printer('address: /dev/ttyUSB0, raster: all, baud_rate: 115200')).toEqual([]);
    expect(printer('address: /dev/usb/lp0, raster: all')).toEqual([]);
    // A name of udev's may be that of a USB printer, which has no speed.
    expect(printer('address: /dev/loket/printer-2, raster: all')).toEqual([]);
    expect(printer('address: /dev/ttyUSB0, raster: codes')).toEqual([]);
    const star = (settings: string) =>
      complaints(withDevices(`printer-2: { kind: star-printer, ${settings} }`)).map(first);
    expect(star('address: /dev/ttyUSB0')).toEqual([]);
    expect(star('address: /dev/ttyUSB0, language: graphic')).toEqual([
      '@ warning: devices.printer-2.language: at 9600 baud a ticket that is a picture takes about 58 s',
    ]);
  });

  it('says which letters of the texts cannot be printed', () => {
    expect(complaints(ticket('agency: "Kantor 移民"')).map(first)).toEqual([
      "@ warning: ticket.agency: the printer prints ? for '移', '民'",
    ]);
  });
});
