import { faultCatalogue } from '../../devices/fault-catalogue.ts';
import type { Log } from '../log.ts';
import type { MachineTree } from '../machine/tree.ts';

/** Written by `take-back` of the package (packaging/debian): "NEW OLD CAUSE". A newer version removes it. */
export const TAKEN_BACK = '/var/lib/loket-package/taken-back';

const written = /^(\S{1,100}) (\S{1,100}) (not-ready|not-started|asked)$/;
const texts: Readonly<Record<string, (gone: string, runs: string) => string>> = {
  'not-ready': (gone, runs) => `version ${gone} was not ready in time, so ${runs} runs again`,
  'not-started': (gone, runs) => `version ${gone} was not started, so ${runs} runs again`,
  asked: (gone, runs) => `version ${gone} was given up by hand, so ${runs} runs again`,
};

/** What is told while an earlier version of the package runs because a newer one was taken back; undefined: nothing. */
export function takenBackOn(machine: Pick<MachineTree, 'text'>, log: Pick<Log, 'warn'>): string | undefined {
  const [, gone = '', runs = '', cause = ''] = written.exec(machine.text(TAKEN_BACK) ?? '') ?? [];
  const text = texts[cause]?.(gone, runs);
  if (text === undefined) return undefined;
  const code = 'update.taken_back';
  log.warn({ code, hint: faultCatalogue[code].en }, text);
  return text;
}
