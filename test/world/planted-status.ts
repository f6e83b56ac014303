import type { Planted } from './planted.ts';

const status = 'test/status/hall-status.test.ts';

/** Mistakes in what is said of a running hall; each is found by the test it names. */
export const plantedStatus: readonly Planted[] = [
  {
    name: 'the devices of a hall that is not heard are shown as they were',
    file: 'firmware-host/status/device-rows.ts',
    from: "heard ? book.of('device/{id}/state', id) : undefined",
    to: "book.of('device/{id}/state', id)",
    test: status,
  },
  {
    name: 'a hall that says nothing more is online for ever',
    file: 'firmware-host/status/hall-status.ts',
    from: "return isSilent ? 'silent' : 'online';",
    to: "return 'online';",
    test: status,
  },
  {
    name: 'a printer that is gone has paper',
    file: 'firmware-host/status/device-rows.ts',
    from: "    ['online', 'degraded'].includes(state.state) &&\n",
    to: '',
    test: status,
  },
  {
    name: 'a voltage that nobody measured is high enough',
    file: 'firmware-host/status/hall-facts.ts',
    from: '    if (under_voltage === undefined) return unknown(texts.unmeasured);\n',
    to: '',
    test: status,
  },
  {
    name: 'a fault of a device in maintenance is to be mended',
    file: 'firmware-host/status/hall-status.ts',
    from: "(admin === 'enabled' ? troubles : [])",
    to: 'troubles',
    test: status,
  },
  {
    name: 'an event that comes twice is told twice',
    file: 'firmware-host/status/status-book.ts',
    from: '    if (events.some((one) => one.sequence === sequence)) return;\n',
    to: '',
    test: status,
  },
];
