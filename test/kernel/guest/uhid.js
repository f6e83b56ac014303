import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';

/** linux/uhid.h: types of events, and the length of struct uhid_event without its type. */
const DESTROY = 1;
const GET_REPORT = 9;
const GET_REPORT_REPLY = 10;
const CREATE2 = 11;
const INPUT2 = 12;
const SET_REPORT = 13;
const SET_REPORT_REPLY = 14;
const EVENT_BYTES = 4376;
const TYPE_BYTES = 4;
const BUS_USB = 3;
const EIO = 5;

/** struct uhid_set_report_req: id, number and kind of the report, its size; then the report. */
const SET_SIZE_AT = 6;
const SET_DATA_AT = 8;

/** How often the kernel's questions are read. */
const LOOK_EVERY_MS = 100;

/** Report descriptor of a keyboard with boot reports (HID 1.11, appendix B.1). */
const keyboard = Buffer.from(
  '05010906a101050719e029e71500250175019508810295017508810395057501050819012905910295017503910395067508150025650507190029658100c0',
  'hex',
);

/**
 * Plugs in a USB keyboard, which is what scanners and number pads are to the kernel. `report` types; `reports` counts
 * what was typed; `features` has the feature reports that came, in hexadecimal digits. After `unplug` another one can
 * be plugged in, and a key that is let go on this one says nothing.
 */
export function plugIn({ vendor, product, serial }) {
  const file = openSync('/dev/uhid', constants.O_RDWR | constants.O_NONBLOCK);
  const send = (type, body = Buffer.alloc(0)) => {
    const head = Buffer.alloc(TYPE_BYTES);
    head.writeUInt32LE(type);
    writeSync(file, Buffer.concat([head, body]));
  };
  send(CREATE2, creation({ vendor, product, serial }));
  const looking = setInterval(() => answer(file, send, device), LOOK_EVERY_MS);
  let plugged = true;
  const device = {
    reports: 0,
    features: [],
    /** Whether it takes feature reports. */
    takes: true,
    report(bytes) {
      if (!plugged) return;
      const body = Buffer.alloc(2 + bytes.length);
      body.writeUInt16LE(bytes.length);
      body.set(bytes, 2);
      send(INPUT2, body);
      device.reports++;
    },
    unplug() {
      plugged = false;
      clearInterval(looking);
      send(DESTROY);
      closeSync(file);
    },
  };
  return device;
}

/** struct uhid_create2_req. */
function creation({ vendor, product, serial }) {
  const [name, place, unique] = [0, 128, 192];
  const numbers = 256;
  const descriptor = 276;
  const body = Buffer.alloc(EVENT_BYTES);
  body.write(`Loket test ${serial}`, name);
  body.write('loket/test', place);
  body.write(serial, unique);
  body.writeUInt16LE(keyboard.length, numbers);
  body.writeUInt16LE(BUS_USB, numbers + 2);
  body.writeUInt32LE(vendor, numbers + 4);
  body.writeUInt32LE(product, numbers + 8);
  keyboard.copy(body, descriptor);
  return body;
}

/** The kernel waits seconds for an answer when it asks for a report; this keyboard has none to give. */
function answer(file, send, device) {
  const event = Buffer.alloc(TYPE_BYTES + EVENT_BYTES);
  for (;;) {
    try {
      if (readSync(file, event, 0, event.length, null) === 0) return;
    } catch {
      // Nothing more to read.
      return;
    }
    const type = event.readUInt32LE();
    const reply = { [GET_REPORT]: GET_REPORT_REPLY, [SET_REPORT]: SET_REPORT_REPLY }[type];
    if (reply === undefined) continue;
    const body = Buffer.alloc(8);
    event.copy(body, 0, TYPE_BYTES, TYPE_BYTES + 4);
    if (type === SET_REPORT && device.takes) {
      const size = event.readUInt16LE(TYPE_BYTES + SET_SIZE_AT);
      const from = TYPE_BYTES + SET_DATA_AT;
      device.features.push(event.subarray(from, from + size).toString('hex'));
    }
    body.writeUInt16LE(type === GET_REPORT || !device.takes ? EIO : 0, 4);
    send(reply, body);
  }
}
