import { faultCatalogue } from '../fault-catalogue.ts';
import { defineKind, type OpenDevice, type Opening } from '../kind.ts';
import type { PrinterCommand, TicketSlip } from '../roles.ts';
import { converse } from './conversation.ts';
import { encode } from './encode.ts';
import { layOut } from './layout.ts';
import { plainSlip } from './normalise.ts';
import { type PrinterOptions, printerOptions, wireAddress } from './options.ts';
import { askConditions, blindPrinting, cancelLimitMs, checkedPrinting } from './printing.ts';
import { type Condition, cancelRequest, conditions } from './status.ts';

/**
 * A ticket printer that speaks ESC/POS, on TCP port 9100, a serial line or /dev/usb/lp. A ticket is `acknowledged`
 * when the printer answered the GS r behind it, `sent` when this printer never answers that but is well, and
 * refused with `job.unconfirmed` when something happened after its first byte had left.
 */
export const escposPrinter = defineKind({
  kind: 'escpos-printer',
  role: 'printer',
  title: { id: 'Printer tiket ESC/POS', en: 'ESC/POS ticket printer' },
  evidence: 'ack',
  options: printerOptions,
  claims: (options) => [
    { on: 'wire', address: wireAddress(options.address), share: undefined, setting: 'address' },
  ],
  open,
});

async function open(opening: Opening<PrinterOptions, never>): Promise<OpenDevice<PrinterCommand>> {
  const { options, ports, signal, lost, warn } = opening;
  const wire = await ports.wires.open(wireAddress(options.address), { baudRate: options.baud_rate });
  const report = reporter(warn);
  const talk = converse({
    ...{ wire, clock: ports.clock, signal, lost },
    heard: (answer) => {
      if (answer.type === 'automatic') report(answer.conditions);
    },
  });
  const inTurn = oneAfterAnother();
  // A ticket under way is broken off, and has to be taken back before the wire is closed.
  const close = (): Promise<void> => inTurn(() => wire.close());
  const job = (slip: TicketSlip): Uint8Array => encode(layOut(plainSlip(slip), options), options);

  try {
    // A ticket left over from an earlier connection must not come out after the refill.
    await talk.send(cancelRequest, cancelLimitMs);
    if (options.status === 'none') {
      warn('printer.status_unsupported', faultCatalogue['printer.status_unsupported'].en);
      const print = blindPrinting(talk);
      return { evidence: 'none', perform: ({ slip }) => inTurn(() => print(job(slip))), close };
    }
    const look = (): Promise<readonly Condition[]> => askConditions(talk, report);
    await look();
    const print = checkedPrinting({ talk, look, report, warn, lost });
    return {
      perform: ({ slip }) => inTurn(() => print(job(slip))),
      probe: () => inTurn(async () => void (await look())),
      close,
    };
  } catch (why) {
    await close();
    throw why;
  }
}

/** Tells which conditions came and went; the first time, all of them. */
function reporter(warn: Opening<unknown, never>['warn']): (found: readonly Condition[]) => void {
  const shown = new Map<Condition, boolean>();
  return (found) => {
    for (const condition of conditions) {
      const holds = found.includes(condition);
      if (shown.get(condition) === holds) continue;
      shown.set(condition, holds);
      warn(condition, holds ? faultCatalogue[condition].en : undefined);
    }
  };
}

/** Runs what it is given one after the other: a status request must not come in the middle of a ticket. */
function oneAfterAnother(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
}
