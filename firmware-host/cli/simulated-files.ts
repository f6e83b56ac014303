import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTurns } from '../../devices/serial-execution.ts';
import type { PrintedTicket } from '../../simulators/escpos-printer/ticket.ts';
import type { HeardAnnouncement } from '../../simulators/heard-announcement.ts';
import { wavOf } from '../../simulators/wav.ts';
import { commandTexts } from './command-texts.ts';

/** What simulated devices produce, as files that a person can look at and listen to. */
export interface SimulatedFiles {
  /** The picture of a ticket: PRINTER/0001-A-001.png, in the order in which they came out. */
  printed(printer: string, ticket: PrintedTicket): void;
  /** The sound of an announcement: SPEAKER/0001.wav, in the order in which they were heard. */
  announced(speaker: string, heard: HeardAnnouncement): void;
  /** Resolves when all of them are written. */
  written(): Promise<void>;
}

/** Writes them one after another into `folder`, a folder for each device. */
export function simulatedFiles(folder: string): SimulatedFiles {
  const inTurn = createTurns();
  let number = 0;
  const add = (device: string, name: string, content: () => Uint8Array) => {
    number++;
    const file = `${String(number).padStart(4, '0')}${name}`;
    inTurn(async () => {
      await mkdir(join(folder, device), { recursive: true });
      await writeFile(join(folder, device, file), content());
    }).catch((thrown: unknown) => console.error(commandTexts().pictureLost(String(thrown))));
  };
  return {
    printed: (printer, ticket) => add(printer, `-${ticket.code ?? 'ticket'}.png`, () => ticket.png()),
    announced: (speaker, { samples }) => add(speaker, '.wav', () => wavOf(samples)),
    written: () => inTurn(() => undefined),
  };
}
