import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { until } from './until.js';

const gadget = '/sys/kernel/config/usb_gadget/printer';
const bus = '/sys/bus/usb/devices';
const serial = 'printer-1';
const LOOK_EVERY_MS = 25;
const PIECE_BYTES = 8192;

/**
 * Puts a USB printer on the bus, once: the kernel's printer gadget, which is seen by its own USB host. `hardware` (a
 * simulated printer, say) is given what arrives and answers. `received` counts bytes, `stalled` makes it take none.
 */
export async function plugInPrinter(hardware) {
  make();
  writeFileSync(join(gadget, 'UDC'), readdirSync('/sys/class/udc')[0]);
  const file = await until(openDevice, 'the host to take the printer');
  /** Answers that the host has not fetched: it is held up, or away. */
  const answers = [];
  const answer = () => {
    while (answers.length > 0 && put(file, answers[0])) answers.shift();
  };
  const far = hardware.connect((bytes) => {
    answers.push(bytes);
    answer();
  });
  const piece = Buffer.alloc(PIECE_BYTES);
  const printer = {
    received: 0,
    stalled: false,
    unplug: () => authorize(0),
    plug: () => authorize(1),
    close,
  };
  const looking = setInterval(() => {
    answer();
    while (!printer.stalled) {
      const count = take(file, piece);
      if (count === 0) return;
      printer.received += count;
      far.receive(Buffer.from(piece.subarray(0, count)));
    }
  }, LOOK_EVERY_MS);
  function close() {
    clearInterval(looking);
    // Before it leaves the bus: Linux 6.1 falls over a file of it that is closed afterwards.
    closeSync(file);
    writeFileSync(join(gadget, 'UDC'), '\n');
  }
  return printer;
}

function make() {
  const strings = join(gadget, 'strings/0x409');
  const config = join(gadget, 'configs/c.1');
  const printing = join(gadget, 'functions/printer.p0');
  for (const folder of [gadget, strings, config, printing]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(gadget, 'idVendor'), '0x04b8');
  writeFileSync(join(gadget, 'idProduct'), '0x0202');
  writeFileSync(join(strings, 'serialnumber'), serial);
  writeFileSync(join(printing, 'pnp_string'), 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20;CLS:PRINTER;');
  try {
    symlinkSync(printing, join(config, 'printer.p0'));
  } catch (thrown) {
    if (thrown.code !== 'EEXIST') throw thrown;
  }
}

/** Whether the kernel has taken the answer, whole: one is a few bytes. */
function put(file, bytes) {
  try {
    writeSync(file, bytes);
    return true;
  } catch (thrown) {
    if (thrown.code === 'EAGAIN') return false;
    throw thrown;
  }
}

/** Not there, or no device yet, until the host has set it up. */
function openDevice() {
  try {
    return openSync('/dev/g_printer0', constants.O_RDWR | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
}

function take(file, piece) {
  try {
    return readSync(file, piece, 0, piece.length, null);
  } catch {
    // Nothing has arrived, or the host has taken the device away.
    return 0;
  }
}

/** What the kernel does when the cable is pulled or put back: its driver loses the device or is given one. */
function authorize(whether) {
  const name = readdirSync(bus).find((one) => {
    try {
      return readFileSync(join(bus, one, 'serial'), 'utf8').trim() === serial;
    } catch {
      // An interface of a device, which has no number of its own.
      return false;
    }
  });
  if (name === undefined) throw new Error(`no USB device has the serial number ${serial}`);
  writeFileSync(join(bus, name, 'authorized'), String(whether));
}
