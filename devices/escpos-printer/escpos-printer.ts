import { faultCatalogue } from '../fault-catalogue.ts';
import { type Done, defineKind, type OpenDevice, type Opening } from '../kind.ts';
import type { Pictures } from '../ports.ts';
import type { PrinterCommand } from '../roles.ts';
import { createTurns } from '../serial-execution.ts';
import { createBlindPrinting, createCheckedPrinting, type Print } from './checked-printing.ts';
import { createEvidence, type PaperEvidence } from './evidence.ts';
import { createLook, type Looking } from './look.ts';
import { createPrinterConversation } from './printer-conversation.ts';
import { cancelLimitMs } from './printer-limits.ts';
import { type PrinterOptions, printerOptions, wireAddress } from './printer-options.ts';
import { type Condition, cancelRequest, conditions, type StatusNumber, stopping } from './printer-status.ts';
import { labelJob, slipJob, ticketJob } from './ticket-job.ts';

/**
 * A ticket printer that speaks ESC/POS, on TCP port 9100, a serial line or /dev/usb/lp. A ticket is `acknowledged` when
 * the printer has proven that it is on paper (evidence.ts), `sent` when this printer proves nothing but is well.
 * `perform` rejects with `job.unconfirmed` when something failed after the first byte had left.
 */
export const escposPrinter = defineKind({
  kind: 'escpos-printer',
  role: 'printer',
  title: { id: 'Printer tiket ESC/POS', en: 'ESC/POS ticket printer' },
  evidence: 'ack',
  transports: ['usb-printer', 'serial', 'tcp'],
  triedOn: { simulated: true, kernelLab: true, hardware: [] },
  options: printerOptions,
  claims: (options) => [
    { on: 'wire', address: wireAddress(options.address), share: undefined, setting: 'address' },
  ],
  open,
});

async function open(opening: Opening<PrinterOptions, never>): Promise<OpenDevice<PrinterCommand>> {
  const { options, ports, signal, lost, warn } = opening;
  const wire = await ports.wires.open(wireAddress(options.address), { baudRate: options.baud_rate });
  let stopped = false;
  const tellConditions = reporter(warn);
  const report = (found: readonly Condition[]): void => {
    stopped = stopping(found) !== undefined;
    tellConditions(found);
  };
  let evidence: PaperEvidence | undefined;
  let looking: Looking | undefined;
  const talk = createPrinterConversation({
    ...{ wire, clock: ports.clock, signal, lost },
    heard: (answer) => {
      if (answer.type === 'automatic') report(answer.conditions);
      evidence?.heard(answer);
      looking?.heard(answer);
    },
  });
  // A status request must not be sent in the middle of a ticket.
  const inTurn = createTurns();
  // A ticket under way is broken off: wait in turn, so that it is cancelled before the wire closes.
  const close = (): Promise<void> => inTurn(() => wire.close());
  const performWith =
    (print: Print): OpenDevice<PrinterCommand>['perform'] =>
    (command) =>
      inTurn(() => printJob(print, command, opening));

  try {
    // A ticket left over from an earlier connection must not come out after the refill.
    await talk.send(cancelRequest, cancelLimitMs);
    if (options.status === 'none') {
      warn('printer.status_unsupported', faultCatalogue['printer.status_unsupported'].en);
      return { evidence: 'none', perform: performWith(createBlindPrinting(talk)), close };
    }
    looking = await createLook({ talk, clock: ports.clock, report });
    const { look, silent } = looking;
    await look();
    warn('printer.status_partial', silent.length === 0 ? undefined : unknownTo(silent));
    const proofs = createEvidence({
      ...{ clock: ports.clock, signal, random: opening.random, isStopped: () => stopped },
      send: (bytes) => talk.send(bytes, cancelLimitMs),
    });
    evidence = proofs;
    /** Settles the line in the background. Skipped while the printer cannot print: it would not answer. */
    const settle = async (): Promise<void> => {
      if (!proofs.settled && !stopped) await proofs.settle();
      if (proofs.proves !== 'unknown' && !signal.aborted)
        warn('printer.status_unsupported', proofs.proves === 'yes' ? undefined : provesNothing);
    };
    const print = createCheckedPrinting({ talk, look, evidence: proofs, report, lost });
    void settle();
    return {
      perform: performWith(print),
      probe: () =>
        inTurn(async () => {
          await look();
          void settle();
        }),
      close,
    };
  } catch (why) {
    await close();
    throw why;
  }
}

/**
 * Counts the paper of a ticket, label or slip that was printed, or sent to a printer that proves nothing. A ticket that
 * is left unconfirmed is not counted: the printer was told to forget it, or its roll ended with it.
 */
async function printJob(
  print: Print,
  command: PrinterCommand,
  { options, ports, count }: Pick<Opening<PrinterOptions, never>, 'options' | 'ports' | 'count'>,
): Promise<Done> {
  const { bytes, paperMm } = await jobFor(command, options, ports.pictures);
  const done = await print(bytes);
  count?.('paper_mm', paperMm);
  return done;
}

function jobFor(command: PrinterCommand, options: PrinterOptions, pictures: Pictures | undefined) {
  switch (command.type) {
    case 'label':
      return labelJob(command.content, options, pictures);
    case 'slip':
      return slipJob(command.content, options, pictures);
    case 'print':
      return ticketJob(command.content, options, pictures);
  }
}

const provesNothing = 'This printer does not acknowledge what it printed (GS r, GS ( H).';

/** What only this `DLE EOT` reports. */
const says: Readonly<Record<StatusNumber, string>> = {
  1: '1: whether it is online',
  2: '2: its cover, and whether it stopped for want of paper',
  3: '3: its cutter and other errors',
  4: '4: its paper',
};

const unknownTo = (silent: readonly StatusNumber[]): string =>
  `It does not answer DLE EOT ${silent.map((n) => says[n]).join('; ')}. That is unknown.`;

/** Reports the conditions that came and went; the first time, all of them. */
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
