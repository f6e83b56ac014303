import { describe, expect, it } from 'vitest';
import { mqttOnPage } from '../../simulators/page/mqtt-on-page.ts';

const state = (...texts: readonly string[]) => ({
  address: 'device/printer-1/state',
  payload: JSON.stringify({
    state: 'offline',
    reasons: texts.map((text) => ({ code: 'link.absent', text })),
  }),
});

describe('a message of the hall on its page', () => {
  it('has the Indonesian of the details in it', () => {
    const message = state('The printer does not answer', '/dev/usb/lp0: ENOENT');
    expect(mqttOnPage(message)).toEqual({
      ...{ type: 'mqtt', ...message },
      details: {
        'The printer does not answer': 'printer tidak menjawab',
        '/dev/usb/lp0: ENOENT': '/dev/usb/lp0: pesan asli "ENOENT"',
      },
    });
  });

  it('is otherwise as it was heard, also where a device was removed', () => {
    for (const message of [
      state(),
      { address: 'device/printer-1/state', payload: '' },
      { address: 'device/printer-1/info', payload: '{}' },
    ])
      expect(mqttOnPage(message)).toEqual({ type: 'mqtt', ...message });
  });
});
