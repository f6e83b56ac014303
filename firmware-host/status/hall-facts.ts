import type { Said } from '../../config/texts/words.ts';
import type { StatePayload } from '../mqtt/messages/message-table.ts';
import { faultSaid } from './event-sentences.ts';
import type { StatusBook } from './status-book.ts';
import { statusTexts } from './status-texts.ts';
import type { Fact, Works } from './status-types.ts';

type Health = StatePayload<'controller/health'>;
type Figures = Pick<Fact, 'works' | 'says'>;

/** The faults of the controller that are about a fact, by the beginnings of their codes. */
const about: Readonly<Record<Fact['name'], readonly string[]>> = {
  clock: ['clock.'],
  disk: ['disk.', 'journal.'],
  power: ['power.', 'thermal.'],
  broker: ['broker.'],
  uplink: ['uplink.'],
  'site-file': ['config.'],
};

/** The machine and its lines. A fault that the controller has comes before its figures. */
export function hallFacts(
  book: StatusBook,
  { heard, connected }: { readonly heard: boolean; readonly connected: boolean },
): readonly Fact[] {
  const health = heard ? book.of('controller/health') : undefined;
  const reasons = heard ? (book.of('controller/state')?.reasons ?? []) : [];
  return (Object.keys(about) as Fact['name'][]).map((name) => {
    const title = statusTexts.facts[name];
    const fault = reasons.find(({ code }) => about[name].some((begins) => code.startsWith(begins)));
    if (fault !== undefined)
      return {
        name,
        title,
        works: fault.severity === 'error' ? 'failed' : 'impaired',
        says: faultSaid(fault.code),
      };
    if (name === 'broker' && !connected) return { name, title, ...failed(statusTexts.figures.noBroker) };
    if (health === undefined) return { name, title, ...unknown(statusTexts.notHeard) };
    return { name, title, ...figures[name](health) };
  });
}

const works =
  (how: Works) =>
  (says: Said): Figures => ({ works: how, says });
const [well, impaired, failed, unknown, off] = [
  works('well'),
  works('impaired'),
  works('failed'),
  works('unknown'),
  works('off'),
];

const { figures: texts } = statusTexts;

/** What the figures of a healthy controller say. One that a machine cannot measure is missing from them. */
const figures: Readonly<Record<Fact['name'], (health: Health) => Figures>> = {
  clock: ({ clock_synced }) => (clock_synced ? well(texts.clock) : impaired(texts.clockUnknown)),
  disk: ({ journal_ok, disk_free_mb }) => {
    if (!journal_ok) return failed(faultSaid('disk.io_error'));
    return disk_free_mb === undefined
      ? unknown(texts.unmeasured)
      : well(texts.free((disk_free_mb / 1_000).toFixed(1)));
  },
  power: ({ under_voltage, throttled }) => {
    if (under_voltage === undefined) return unknown(texts.unmeasured);
    if (under_voltage) return failed(faultSaid('power.undervoltage'));
    return throttled === true ? impaired(faultSaid('thermal.throttled')) : well(texts.power);
  },
  broker: () => well(texts.broker),
  uplink: ({ uplink_ok, uplink_backlog = 0 }) => {
    if (uplink_ok === undefined) return off(texts.noUplink);
    if (!uplink_ok) return failed(faultSaid('uplink.down'));
    return uplink_backlog > 0 ? impaired(texts.backlog(uplink_backlog)) : well(texts.uplink);
  },
  'site-file': ({ config_fault }) =>
    config_fault === undefined ? well(texts.siteFile) : impaired(faultSaid(config_fault)),
};
