import type { Planted } from './planted.ts';

const status = 'test/status/hall-status.test.ts';
const details = 'test/status/detail-words.test.ts';

/** Mistakes in what is said of a running hall; each is found by the test it names. */
export const plantedStatus: readonly Planted[] = [
  {
    name: 'a second touch on /status falls on the ticket that has come below the finger',
    file: 'pages/status/status-store.ts',
    from: 'if (at - changedAt < settleMs) {',
    to: 'if (at - changedAt < 0) {',
    test: 'test/page/status.test.ts',
  },
  {
    name: 'a double touch on /status gives an order twice',
    file: 'pages/status/status-store.ts',
    from: 'order === last.order && at - last.at < settleMs',
    to: 'order === last.order && at - last.at < 0',
    test: 'test/page/status.test.ts',
  },
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
  {
    name: 'the page of the status goes on with what a hall said whose broker is away',
    file: 'firmware-host/status/hall-status.ts',
    from: "  if (!connected) return 'unreachable';\n",
    to: '',
    test: status,
  },
  {
    name: 'a page of the status is told once and never again',
    file: 'firmware-host/web/status-teller.ts',
    from: '    for (const tell of watchers) tell(now);\n',
    to: '',
    test: 'test/web/status-teller.test.ts',
  },
  {
    name: 'the events of the time when nobody looked are not on the page',
    file: 'firmware-host/web/status-teller.ts',
    from: '[...feed.retained(), ...events]',
    to: '[...feed.retained()]',
    test: 'test/web/status-teller.test.ts',
  },
  {
    name: 'who may only look is offered the orders of a technician',
    file: 'pages/status/status-store.ts',
    from: "return has === 'maintain' || (has === 'operate' && role === 'operate');",
    to: "return has != null || role === 'operate';",
    test: 'test/page/status.test.ts',
  },
  {
    name: 'a trouble does not say what was seen',
    file: 'firmware-host/status/trouble.ts',
    from: "text === '' || text === says.en ? undefined : detailSaid(text)",
    to: 'text === says.en ? detailSaid(text) : undefined',
    test: status,
  },
  {
    name: 'a driver says something that has no Indonesian words',
    file: 'devices/no-commands.ts',
    from: "'this device takes no commands'",
    to: "'this device obeys nobody'",
    test: details,
  },
  {
    name: 'a text of a device that can be read in two ways is read in one of them',
    file: 'firmware-host/status/detail-template.ts',
    from: "return found.length > 1 || steps > stepsMost ? 'unclear' : found[0];",
    to: 'return found[0];',
    test: details,
  },
  {
    name: 'a value within a detail is put in the place of another one',
    file: 'firmware-host/status/detail-template.ts',
    from: 'values[holes.indexOf(name)] ?? name',
    to: 'values[0] ?? name',
    test: details,
  },
  {
    name: 'the log tells its details in English to whoever asked for Indonesian',
    file: 'firmware-host/status/log-sentence.ts',
    from: 'logTexts[msg] : detailSaid(msg).id',
    to: 'logTexts[msg] : msg',
    test: 'test/status/log-sentence.test.ts',
  },
];
