import { faultCatalogue } from '../fault-catalogue.ts';
import { defineKind, type OpenDevice, type Opening } from '../kind.ts';
import type { Wire } from '../ports.ts';
import type { PrinterCommand } from '../roles.ts';
import { createTurns } from '../serial-execution.ts';
import { createBlindPrinting, createCheckedPrinting, type Print } from './checked-printing.ts';
import { createEjector, type Ejector } from './ejector.ts';
import { createEvidence, settler } from './evidence.ts';
import { createLook } from './look.ts';
import { presenterWatch } from './presenter.ts';
import { printCommand } from './print-command.ts';
import { createAnswerReader, type PrinterAnswer } from './printer-answers.ts';
import { conditionReporter } from './printer-conditions.ts';
import { createPrinterConversation, type PrinterConversation } from './printer-conversation.ts';
import { cancelLimitMs } from './printer-limits.ts';
import { type PrinterOptions, printerOptions, wireAddress } from './printer-options.ts';
import { type Condition, cancelRequest, type StatusNumber, stopping } from './printer-status.ts';

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

/** A conversation with a printer, and what it has said. */
interface Station {
  readonly talk: PrinterConversation;
  readonly report: (found: readonly Condition[]) => void;
  readonly isStopped: () => boolean;
  /** Hears every answer, before those who asked. */
  listen(heard: (answer: PrinterAnswer) => void): void;
}

/** `explained`: the conditions with what else is known. */
function station(
  wire: Wire,
  { ports, signal, lost, warn }: Opening<PrinterOptions, never>,
  { ejects, explained }: { readonly ejects: boolean; readonly explained: Ejector['with'] },
): Station {
  let stopped = false;
  const tell = conditionReporter(warn);
  const listeners: ((answer: PrinterAnswer) => void)[] = [];
  const report = (found: readonly Condition[]): void => {
    stopped = stopping(explained(found)) !== undefined;
    tell(explained(found));
  };
  const talk = createPrinterConversation({
    ...{ wire, reader: createAnswerReader(ejects), clock: ports.clock, signal, lost },
    heard: (answer) => {
      if (answer.type === 'automatic') report(answer.conditions);
      for (const listen of listeners) listen(answer);
    },
  });
  return { talk, report, isStopped: () => stopped, listen: (heard) => void listeners.push(heard) };
}

async function open(opening: Opening<PrinterOptions, never>): Promise<OpenDevice<PrinterCommand>> {
  const { options, ports, signal, lost, warn } = opening;
  const { clock } = ports;
  const wire = await ports.wires.open(wireAddress(options.address), { baudRate: options.baud_rate });
  const watch = presenterWatch(options, { clock, warn });
  let ejector: Ejector | undefined;
  const explained: Ejector['with'] = (found) => ejector?.with(found) ?? found;
  const { talk, report, isStopped, listen } = station(wire, opening, {
    ejects: watch !== undefined,
    explained,
  });
  // A status request must not be sent in the middle of a ticket.
  const inTurn = createTurns();
  // A ticket under way is broken off: wait in turn, so that it is cancelled before the wire closes.
  const close = (): Promise<void> => inTurn(() => wire.close());
  const performWith =
    (print: Print): OpenDevice<PrinterCommand>['perform'] =>
    (command) =>
      inTurn(() => {
        watch?.next();
        return printCommand(print, command, opening);
      });

  try {
    // A ticket left over from an earlier connection must not come out after the refill.
    await talk.send(cancelRequest, cancelLimitMs);
    if (options.status === 'none') {
      warn('printer.status_unsupported', faultCatalogue['printer.status_unsupported'].en);
      return { evidence: 'none', perform: performWith(createBlindPrinting(talk, cancelRequest)), close };
    }
    const looking = await createLook({ talk, clock, report });
    listen(looking.heard);
    if (watch !== undefined) ejector = createEjector(talk, watch);
    const look = async (): Promise<readonly Condition[]> => {
      await ejector?.look();
      return explained(await looking.look());
    };
    await look();
    const silent = [...looking.silent, ...(ejector?.silent ? [ticketPlace] : [])] as const;
    warn('printer.status_partial', silent.length === 0 ? undefined : unknownTo(silent));
    const evidence = createEvidence({
      ...{ clock, signal, random: opening.random, isStopped },
      send: (bytes) => talk.send(bytes, cancelLimitMs),
    });
    listen(evidence.heard);
    const settle = settler({ evidence, isStopped, signal, warn, provesNothing });
    const cancel = cancelRequest;
    const print = createCheckedPrinting({ clock, talk, look, evidence, cancel, report, lost });
    void settle();
    const probe = () => inTurn(() => look().then(() => void settle()));
    return { perform: performWith(print), probe, close };
  } catch (why) {
    await close();
    throw why;
  }
}

const provesNothing = 'This printer does not acknowledge what it printed (GS r, GS ( H).';

/** The full status of printers with an ejector. */
const ticketPlace = 20 as const;

/** What only this `DLE EOT` reports. */
const says: Readonly<Record<StatusNumber | typeof ticketPlace, string>> = {
  1: '1: whether it is online',
  2: '2: its cover, and whether it stopped for want of paper',
  3: '3: its cutter and other errors',
  4: '4: its paper',
  20: '20: whether its tickets are taken',
};

const unknownTo = (silent: readonly (keyof typeof says)[]): string =>
  `It does not answer DLE EOT ${silent.map((n) => says[n]).join('; ')}. That is unknown.`;
