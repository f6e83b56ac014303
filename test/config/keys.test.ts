import { describe, expect, it } from 'vitest';
import { functionNames, parseFunction } from '../../config/functions.ts';
import { layouts } from '../../config/key-layouts.ts';
import type { Site } from '../../config/site.ts';
import { complaints, siteOf, withDevices } from './site-text.ts';

const names = { services: new Set(['paspor', 'ktp']), counters: new Set(['loket-1']) };
const parse = (text: string) => parseFunction(text, names);
const code = (text: string) => {
  const parsed = parse(text);
  return 'code' in parsed ? parsed.code : parsed;
};

const keysOf = (site: Site, id: string) =>
  site.devices.filter((device) => device.role === 'keys').find((device) => device.id === id)?.keys;

describe('what a key does', () => {
  it('is a function of the counter, or one with words after it', () => {
    expect(parse('next')).toEqual({ do: 'next' });
    expect(parse(' put-back ')).toEqual({ do: 'put-back' });
    expect(parse('transfer ktp')).toEqual({ do: 'transfer', to: { service: 'ktp' }, place: 'last' });
    expect(parse('transfer loket-1 first')).toEqual({
      do: 'transfer',
      to: { counter: 'loket-1' },
      place: 'first',
    });
    expect(parse('ticket paspor')).toEqual({ do: 'ticket', service: 'paspor', class: 'regular' });
    expect(parse('ticket  paspor  priority')).toEqual({ do: 'ticket', service: 'paspor', class: 'priority' });
    expect(parse('digit 7')).toEqual({ do: 'digit', digit: 7 });
    expect(parse('call-entered')).toEqual({ do: 'call-entered' });
  });

  it('is refused with words of its own where it is incomplete, overdone or unknown', () => {
    expect(
      ['transfer', 'transfer ktp soon', 'ticket', 'ticket paspor vip', 'next loket-1'].map(code),
    ).toEqual(Array(5).fill('function-usage'));
    expect(['digit', 'digit 10', 'digit x'].map(code)).toEqual(Array(3).fill('function-usage'));
    expect([code('transfer loket-9'), code('ticket paspr'), code('nxt'), code('')]).toEqual([
      'unknown-target',
      'unknown-reference',
      'unknown-function',
      'unknown-function',
    ]);
  });

  it('is told by the name of the key where nothing else says it', () => {
    const site = siteOf(withDevices('more: { kind: keypad, counter: loket-1, keys: { recall: 4, end: 5 } }'));
    const keys = keysOf(site, 'more');
    expect(keys).toEqual(
      new Map([
        ['recall', { short: { do: 'recall' } }],
        ['end', { short: { do: 'end' } }],
      ]),
    );
  });

  it('is told by `does` before the layout, and by the layout before the name', () => {
    const site = siteOf(
      withDevices(
        'more: { kind: keypad, counter: loket-1, layout: two-keys, keys: { next: 4, recall: 5, x: 6 }, does: { x: { short: park, long: resume }, next: walk-in } }',
      ),
    );
    const keys = keysOf(site, 'more');
    expect(keys?.get('x')).toEqual({ short: { do: 'park' }, long: { do: 'resume' } });
    expect(keys?.get('next')).toEqual({ short: { do: 'walk-in' } });
    expect(keys?.get('recall')).toEqual({
      short: { do: 'recall' },
      double: { do: 'no-show' },
      long: { do: 'open-close' },
    });
  });

  it('a key may be named after anything, also after what every object has', () => {
    const keypad = 'more: { kind: keypad, counter: loket-1, keys: { next: 4, constructor: 5 } }';
    expect(complaints(withDevices(keypad))).toEqual([
      expect.stringContaining("warning: devices.more.keys.constructor: key 'constructor' does nothing"),
    ]);
  });

  it('is complained about where the key is not there, or does nothing, or has nowhere to do it', () => {
    expect(
      complaints(
        withDevices(
          'a: { kind: keypad, counter: loket-1, keys: { next: 4 }, does: { nxt: recall } }',
          'b: { kind: keypad, counter: loket-1, keys: { next: 5, red: 6 } }',
          'c: { kind: keypad, keys: { next: 7, recall: 8 } }',
          'd: { kind: keypad, counter: loket-1, layout: two-keys, keys: { next: 9 } }',
          'e: { kind: numpad, counter: loket-1, vendor_id: 1, product_id: 2 }',
          'f: { kind: keypad, counter: loket-1, keys: { next: 10 }, does: { next: {} } }',
        ),
      ),
    ).toEqual([
      "@ devices.a.does.nxt: this device has no key 'nxt'. Did you mean 'next'?",
      "@ warning: devices.b.keys.red: key 'red' does nothing. Write what it does under does, or name it after a function such as next.",
      "@ devices.c.counter: 'next' needs a counter, and this device has none. Write counter: and its id.",
      "@ devices.d.layout: the layout two-keys needs a key 'recall' too",
      '@ warning: devices.e: none of its keys does anything. Choose a layout, or write under does what each key does.',
      '@ devices.f.does.next: no press has a function. Write short, long or double.',
    ]);
  });

  it('a ticket key in a hall without a printer is warned about', () => {
    const machine = 'machine: { kind: keypad, keys: { a: 4 }, does: { a: ticket paspor } }';
    expect(complaints(withDevices(machine))).toEqual([]);
    const paperless = {
      services: 'services: { paspor: { title: Paspor, prefix: A } }',
      devices: `devices:\n  ${machine}`,
    };
    expect(complaints(paperless).filter((line) => line.includes('devices'))).toEqual([
      '@ warning: devices.machine: it asks for tickets, but there is no printer: numbers are given without paper',
    ]);
  });
});

describe('the ready-made layouts', () => {
  it('speak of functions there are', () => {
    const texts = Object.values(layouts).flatMap((layout) =>
      Object.values(layout).flatMap((presses) => Object.values(presses)),
    );
    expect(texts.filter((text) => 'code' in parse(String(text)))).toEqual([]);
    expect(functionNames).toContain('call-entered');
  });

  it('fit the devices they are made for', () => {
    expect(
      complaints(
        withDevices(
          'a: { kind: call-button, counter: loket-1, pin: 4, layout: one-key }',
          'b: { kind: keypad, counter: loket-1, layout: two-keys, keys: { next: 5, recall: 6 } }',
          'c: { kind: keypad, counter: loket-1, layout: four-keys, keys: { next: 7, recall: 8, no-show: 9, end: 10 } }',
          'd: { kind: numpad, counter: loket-1, layout: numpad, vendor_id: 1, product_id: 2 }',
        ),
      ),
    ).toEqual([]);
  });

  it('leave Next alone on its key wherever there is another, so that a call has no added delay', () => {
    expect(layouts['two-keys'].next).toEqual({ short: 'next' });
    expect(layouts['four-keys'].next).toEqual({ short: 'next' });
    expect(layouts.numpad.enter).toEqual({ short: 'call-entered' });
  });

  it('of two keys and more reach a no-show and open and close the counter', () => {
    for (const name of ['two-keys', 'four-keys', 'numpad'] as const) {
      const texts = Object.values(layouts[name]).flatMap((presses) => Object.values(presses));
      expect(texts, name).toEqual(expect.arrayContaining(['recall', 'no-show', 'open-close']));
    }
  });
});
