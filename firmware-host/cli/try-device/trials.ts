import { Fault } from '../../../devices/fault.ts';
import { faultCatalogue } from '../../../devices/fault-catalogue.ts';
import type { Millis } from '../../../devices/ports.ts';
import type { Answer } from '../../mqtt/commands/command-port.ts';
import type { DeviceTest } from '../../requests/device-test.ts';
import { detailIn, detailSaid } from '../../status/detail-words.ts';
import type { ActiveFault } from '../../supervise/active-faults.ts';
import type { News } from './news.ts';
import type { Person } from './person.ts';
import type { TrialVerdict } from './tried.ts';
import type { TryWords } from './try-words.ts';

/** How long a person may take from one key to the next, and to a scan. */
const pressMs: Millis = 30_000;
const scanMs: Millis = 30_000;

/** The result of trying a device, in words. */
export interface Trial {
  readonly verdict: TrialVerdict;
  readonly note: string;
}

/** The trials of an open device together with a person. */
interface Trials {
  /** Sends something visible, and asks the person whether it was seen. */
  shown(device: string, line: string, question: string): Promise<Trial>;
  /** Waits for each of these keys. */
  pressed(device: string, keys: readonly string[]): Promise<Trial>;
  scanned(device: string): Promise<Trial>;
}

export function trials(of: {
  readonly news: News;
  readonly tests: Pick<DeviceTest, 'test'>;
  readonly reasons: (device: string) => readonly ActiveFault[];
  readonly person: Person;
  readonly say: TryWords;
  readonly language: 'id' | 'en';
}): Trials {
  const { news, person, say } = of;
  return {
    async shown(device, line, question) {
      person.tell(`  ${line}`);
      const asked = person.look(device);
      const answer = await of.tests.test(device);
      if ('error' in answer) return { verdict: 'fault', note: saidBy(answer, of.language) };
      const seen = await asked(question);
      // Active reasons of the device, such as prints that cannot be confirmed, go into the note for the sheet.
      const unsaid = of
        .reasons(device)
        .map(({ text }) => `. ${text}`)
        .join('');
      if (seen !== undefined)
        return { verdict: seen ? 'ok' : 'fault', note: (seen ? say.seen : say.notSeen) + unsaid };
      const acknowledged = (answer.result as { readonly done?: unknown }).done === 'acknowledged';
      return acknowledged
        ? { verdict: 'ok', note: say.answered + unsaid }
        : { verdict: 'unsure', note: say.nobodyLooked + unsaid };
    },
    async pressed(id, keys) {
      const left = new Set(keys);
      if (left.size === 0) return { verdict: 'unsure', note: say.noKeys };
      let another = false;
      news.listen(id, (event) => {
        if (event.type !== 'pressed' || !left.delete(event.key)) return;
        another = true;
        person.tell(`    ${say.pressed(event.key, [...left])}`);
      });
      person.press(id, [...left]);
      const cameOne = () => left.size === 0 || another;
      while (left.size > 0) {
        another = false;
        if (!(await news.comes(pressMs, cameOne))) return { verdict: 'fault', note: say.missing([...left]) };
      }
      return { verdict: 'ok', note: say.allPressed(keys.length) };
    },
    async scanned(id) {
      let note: string | undefined;
      // The scanned text may be a visitor's number: only its length is shown.
      news.listen(id, (event) => {
        if (event.type === 'scanned') note = say.scanned(event.text.length);
        if (event.type === 'refused') note = say.refused(event.reason);
      });
      person.scan(id);
      const came = await news.comes(scanMs, () => note !== undefined);
      return { verdict: came ? 'ok' : 'fault', note: note ?? say.nothingScanned };
    },
  };
}

function saidBy({ error }: Extract<Answer, { error: unknown }>, language: 'id' | 'en'): string {
  return error instanceof Fault
    ? `${detailSaid(error.message)[language]}. ${detailIn(error.hint ?? faultCatalogue[error.code][language], language)}`
    : String(error);
}
