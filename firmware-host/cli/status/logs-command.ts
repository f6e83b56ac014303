import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { Fault } from '../../../devices/fault.ts';
import { language } from '../../process/console-language.ts';
import { explain } from '../../process/explain-failure.ts';
import { logSentence } from '../../status/log-sentence.ts';
import { both } from '../../status/said-span.ts';
import { linesOf } from '../lines-of.ts';
import { pacedOutput } from '../paced-output.ts';

export interface LogsOptions {
  readonly follow?: boolean;
  readonly lines: number;
}

const noJournalctl = both('tidak ada journalctl di mesin ini', 'there is no journalctl on this machine');
const noService = both(
  'Sebutkan berkas catatannya, atau salurkan: loket run site.yaml 2>&1 | loket logs -',
  'Name a file of log lines, or pipe them: loket run site.yaml 2>&1 | loket logs -',
);

/** `loket logs [FILE]`: the lines of the log as sentences, at the pace of whoever reads them. */
export async function showLogs(file: string | undefined, options: LogsOptions): Promise<void> {
  const speak = language(undefined);
  try {
    const print = pacedOutput();
    const input = file === undefined ? serviceLog(options) : file === '-' ? process.stdin : openLog(file);
    for await (const line of linesOf(await input))
      if (!(await print(`${logSentence(line, speak, undefined)}\n`))) return;
  } catch (thrown) {
    explain(thrown);
  }
}

/** Rejects when there is no such file: the stream would say so too late to be caught. */
async function openLog(file: string): Promise<Readable> {
  const stream = createReadStream(file);
  await new Promise<void>((resolve, reject) => stream.once('ready', resolve).once('error', reject));
  return stream;
}

/** The log of the service, from systemd's journal. */
async function serviceLog({ follow, lines }: LogsOptions): Promise<Readable> {
  const child = spawn(
    'journalctl',
    [
      '--unit=loket',
      '--output=cat',
      '--no-pager',
      `--lines=${lines}`,
      ...(follow === true ? ['--follow'] : []),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) =>
      reject(
        new Fault('config.invalid', noJournalctl[language(undefined)], {
          hint: noService[language(undefined)],
          cause,
        }),
      ),
    );
  });
  return child.stdout;
}
