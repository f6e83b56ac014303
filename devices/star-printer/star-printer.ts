import { createCheckedPrinting } from '../escpos-printer/checked-printing.ts';
import { settler } from '../escpos-printer/evidence.ts';
import { presenterWatch } from '../escpos-printer/presenter.ts';
import { printCommand } from '../escpos-printer/print-command.ts';
import { conditionReporter } from '../escpos-printer/printer-conditions.ts';
import {
  createPrinterConversation,
  isSilence,
  type PrinterConversation,
} from '../escpos-printer/printer-conversation.ts';
import { wireAddress } from '../escpos-printer/printer-options.ts';
import { type Condition, stopping } from '../escpos-printer/printer-status.ts';
import { defineKind, type OpenDevice, type Opening } from '../kind.ts';
import type { Wire } from '../ports.ts';
import type { PrinterCommand } from '../roles.ts';
import { createTurns } from '../serial-execution.ts';
import { type CounterEvidence, createCounterEvidence } from './counter-evidence.ts';
import { createStarReader, type StarAnswer } from './star-answers.ts';
import { documentEnd, forgetDocument } from './star-graphic.ts';
import { starJob } from './star-job.ts';
import { answerMaxMs, cancelLimitMs } from './star-limits.ts';
import { type StarOptions, starOptions } from './star-options.ts';
import { endRow } from './star-raster.ts';
import { onlyWhenAsked } from './star-status.ts';

/**
 * A Star ticket printer, on TCP port 9100, a serial line or /dev/usb/lp. Layout, states of a job and what they claim
 * are those of `escpos-printer`; the language and the proof are Star's. A ticket is `acknowledged` when the counter of
 * printed data has stepped for it (counter-evidence.ts), `sent` where the printer has no counter but is well.
 */
export const starPrinter = defineKind({
  kind: 'star-printer',
  role: 'printer',
  title: { id: 'Printer tiket Star', en: 'Star ticket printer' },
  evidence: 'ack',
  transports: ['usb-printer', 'serial', 'tcp'],
  triedOn: { simulated: true, kernelLab: false, hardware: [] },
  options: starOptions,
  claims: (options) => [
    { on: 'wire', address: wireAddress(options.address), share: undefined, setting: 'address' },
  ],
  open,
});

/** `CAN` clears the buffers of Star Line Mode the moment it is received, but in the middle of a row it is dots. */
const forgetLine = Uint8Array.of(...endRow, 0x18);

/** `ESC SYN 0 0`: the presenter pulls in the ticket that it holds out. Ignored where there is none. */
const retract = Uint8Array.of(0x1b, 0x16, 0x30, 0);

const provesNothing = 'This printer does not count what it printed (ETB).';

/** A conversation with a Star printer, and what it has said. */
interface Station {
  readonly talk: PrinterConversation<StarAnswer>;
  readonly proofs: CounterEvidence;
  readonly report: (found: readonly Condition[]) => void;
  readonly isStopped: () => boolean;
}

function station(wire: Wire, { ports, signal, lost, warn }: Opening<StarOptions, never>): Station {
  const { clock } = ports;
  const tellConditions = conditionReporter(warn);
  let stopped = false;
  const isStopped = (): boolean => stopped;
  const report = (found: readonly Condition[]): void => {
    stopped = stopping(found) !== undefined;
    tellConditions(found);
  };
  let evidence: CounterEvidence | undefined;
  const talk = createPrinterConversation<StarAnswer>({
    ...{ wire, reader: createStarReader(), clock, signal, lost },
    heard: (answer) => {
      if (answer.type === 'automatic') report(answer.conditions);
      evidence?.heard(answer);
    },
  });
  const proofs = createCounterEvidence({
    ...{ clock, isStopped },
    ask: (bytes, wanted, limitMs) =>
      talk
        .ask(bytes, (answer) => wanted(answer) || undefined, limitMs)
        .catch((why) => {
          if (isSilence(why)) return false;
          throw why;
        }),
  });
  evidence = proofs;
  return { talk, proofs, report, isStopped };
}

async function open(opening: Opening<StarOptions, never>): Promise<OpenDevice<PrinterCommand>> {
  const { options, ports, signal, lost, warn } = opening;
  const { clock } = ports;
  const wire = await ports.wires.open(wireAddress(options.address), { baudRate: options.baud_rate });
  const { talk, proofs, report, isStopped } = station(wire, opening);
  const { layout, write } = starJob(options);
  const graphic = options.language === 'graphic';
  const cancel = graphic ? forgetDocument : forgetLine;
  const watch = presenterWatch(options, { clock, warn });
  const inTurn = createTurns();
  const close = (): Promise<void> => inTurn(() => wire.close());

  const look = async (): Promise<readonly Condition[]> => {
    const status = await talk.ask(
      Uint8Array.from(proofs.question()),
      (answer) => (answer.type === 'automatic' ? answer : undefined),
      answerMaxMs,
    );
    const out = status.paperAt === undefined ? undefined : status.paperAt === 'out';
    if (watch?.seen(out)) await talk.send(retract, cancelLimitMs);
    return status.conditions;
  };
  const settle = settler({ evidence: proofs, isStopped, signal, warn, provesNothing });

  try {
    // A ticket left over from an earlier connection must not come out after the refill.
    await talk.send(Uint8Array.of(...cancel, ...onlyWhenAsked), cancelLimitMs);
    await look();
    const print = createCheckedPrinting<StarAnswer>({
      ...{ clock, talk, look, evidence: proofs, cancel, report, lost },
      ...(graphic ? { end: documentEnd } : {}),
    });
    void settle();
    return {
      perform: (command) =>
        inTurn(() => {
          watch?.next();
          return printCommand(print, command, { ...opening, options: layout }, write);
        }),
      probe: () => inTurn(() => look().then(() => void settle())),
      close,
    };
  } catch (why) {
    await close();
    throw why;
  }
}
