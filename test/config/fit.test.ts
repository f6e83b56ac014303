import { describe, expect, it } from 'vitest';
import { complaints, load, withDevices } from './site-text.ts';

const services = (prefixes: readonly string[], more = '') => ({
  services: [
    'services:',
    ...prefixes.map((prefix, at) => `  s-${at}: { title: S, prefix: "${prefix}"${more} }`),
  ].join('\n'),
  counters: `counters: { loket-1: { number: 1, serves: [${prefixes.map((_, at) => `s-${at}`).join(', ')}] } }`,
});

const codes = (parts: Parameters<typeof load>[0]) =>
  load(parts).problems.map(({ severity, code, path }) => `${severity} ${code} ${path}`);

describe('what stands on number displays', () => {
  it('is refused where two services would look alike', () => {
    expect(complaints(services(['8', 'B']))).toEqual([
      '@ services.s-1.prefix: on a number display prefix B looks like that of s-0 (@). These letters are clear on every display: A, C, E, F, H, L, P and U.',
    ]);
    expect(codes(services(['0', 'D', 'O']))).toEqual([
      'error prefix-looks-alike services.s-1.prefix',
      'error prefix-looks-alike services.s-2.prefix',
    ]);
  });

  it('is warned of where a letter reads as a digit, or cannot be shown at all', () => {
    expect(codes(services(['A', 'S', 'KM', 'F']))).toEqual([
      'warning prefix-reads-as services.s-1.prefix',
      'warning prefix-not-shown services.s-2.prefix',
      'warning display-too-narrow devices.display-1.digits',
    ]);
  });

  it('does not matter in a hall without displays', () => {
    const devices =
      'devices: { keys-1: { kind: keypad, board: board-1, counter: loket-1, keys: { next: 2 } } }';
    expect(codes({ ...services(['8', 'B']), devices })).toEqual([
      'warning counter-without-display counters.loket-1',
    ]);
  });

  it('has a place for every character but the dash', () => {
    expect(codes(services(['A'], ', digits: 4'))).toEqual([
      'warning display-too-narrow devices.display-1.digits',
    ]);
    expect(codes(services(['A'], ', digits: 3'))).toEqual([]);
  });

  it('is measured on matrices by their modules, and on TM1637 displays by their model', () => {
    const room = (more: string) => {
      const devices = `devices: { d: { counter: loket-1, ${more} } }`;
      const warned = codes({ ...services(['A'], ', digits: 4'), devices });
      return warned.filter((code) => code.includes('too-narrow'));
    };
    const matrix = 'kind: max7219-matrix, spi: /dev/spidev0.0, modules:';
    expect(room(`${matrix} 3`)).toEqual(['warning display-too-narrow devices.d.modules']);
    expect(room(`${matrix} 4`)).toEqual([]);
    const tm1637 = 'kind: tm1637-display, board: board-1, pins: { clock: 8, data: 9 }, model:';
    expect(room(`${tm1637} four-digit`)).toEqual(['warning display-too-narrow devices.d.model']);
    expect(room(`${tm1637} six-digit`)).toEqual([]);
  });
});

describe('a display without letters', () => {
  const board = (settings: string) =>
    withDevices(`display-9: { kind: serial-display, counter: loket-1, address: /dev/ttyUSB0, ${settings} }`);

  it('is told with what people will read', () => {
    const only = (text: string) => complaints(board(text)).filter((problem) => problem.includes('display-9'));
    expect(only('model: id-number-sum, digits: 3')).toEqual([
      '@ warning: devices.display-9.model: this display has no letters: A-001 reads as 1',
    ]);
    expect(only('model: edi-ed400d, digits: 3')).toEqual([
      '@ warning: devices.display-9.model: this display has no letters: A-001 reads as 001',
    ]);
    expect(only('model: rice-lake-laserlight, digits: 6')).toEqual([]);
    expect(only('model: edi-ed400d, digits: 2')).toHaveLength(2);
  });

  it('is told of a Modbus display as well', () => {
    const modbus = (model: string) =>
      codes(
        withDevices(
          `display-9: { kind: modbus-display, counter: loket-1, address: /dev/ttyUSB0, model: ${model} }`,
        ),
      );
    const told = 'warning display-without-letters devices.display-9.model';
    expect(modbus('digits')).toContain(told);
    expect(modbus('number')).toContain(told);
    expect(modbus('characters')).not.toContain(told);
  });
});

describe('what stands on tickets', () => {
  it('is warned of where the printer has no such letters', () => {
    expect(complaints({ site: 'site: { id: mpp, title: MPP 旅 ♥, zone: WIB }' })).toEqual([
      "@ warning: site.title: the printer prints ? for '旅', '♥'. Write it in Latin letters.",
    ]);
    const footer = (text: string) => ({ hours: `ticket: { footer: "${text}" }` });
    expect(codes(footer('Café: “selamat” – 5 °C?'))).toEqual([]);
    expect(codes(footer('a'.repeat(250)))).toEqual(['warning printed-in-part ticket.footer']);
  });
});

describe('the resistors of GPIO lines', () => {
  const keypad = (more: string) => withDevices(`k: { kind: keypad, keys: { a: 17, b: 27 }${more} }`);
  const about = (more: string) =>
    load(keypad(`, does: { a: ticket paspor, b: ticket paspor }${more}`)).problems.map(
      ({ hint }) => hint?.en,
    );

  it('are the technician’s business on Raspberry Pi OS, who is told the line of the boot settings', () => {
    expect(about('')).toEqual([
      'Write gpio=17,27=ip,pu into /boot/firmware/config.txt or fit a resistor, then write pull: off. ' +
        'Where loket run says that it uses gpiomon, it is switched on as written.',
    ]);
    expect(about(', pull: down, pressed: high')[0]).toContain('gpio=17,27=ip,pd');
    expect(about(', pull: off')).toEqual([]);
    expect(about(', enabled: false')).toEqual([]);
  });
});

describe('quotas and hours', () => {
  const one = (more: string) => codes(services(['A'], more));
  it('are warned of where they contradict each other', () => {
    expect(one(', quota: { total: 100, regular: 50, priority: 10 }')).toEqual([
      'warning total-beyond-classes services.s-0.quota.total',
    ]);
    expect(one(', quota: 10, surge: { waiting: 11 }')).toEqual([
      'warning surge-beyond-quota services.s-0.surge.waiting',
    ]);
    expect(one(', hours: { mon-sun: closed }')).toEqual(['warning never-open services.s-0.hours']);
    expect(codes({ hours: 'hours: { sen-min: tutup }' })).toEqual(['warning never-open hours']);
  });
});

describe('durations', () => {
  it('in the words of people are told as the file wants them', () => {
    const every = (text: string) =>
      load({ hours: `recall: { every: ${text} }` }).problems.map(({ hint }) => hint?.id);
    expect(every('5 detik')).toEqual(["Maksudnya '5s'?"]);
    expect(every('"10 Min"')).toEqual(["Maksudnya '10m'?"]);
    expect(every('5')).toEqual(['Satuannya belum ada: 5s berarti detik, 5m menit.']);
    expect(every('lama')).toEqual(['Tulis 5s (detik), 2m (menit) atau 1h30m (jam).']);
  });
});
