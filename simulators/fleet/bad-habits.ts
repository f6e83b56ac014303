import { willText } from './controller-words.ts';
import { asEvent, asHealth, asState, type How } from './fleet-line.ts';
import type { SimulatedSite } from './simulated-site.ts';
import type { Timetable } from './timetable.ts';

/** What real sites and brokers do now and then, and an office has to bear. Rates are per hour and site. */
export interface Habits {
  /** The last will of an older connection comes late; the site then says again that it is there. */
  readonly lateWills: number;
  /** Everything is said again at once, twice. */
  readonly bursts: number;
  /** Something comes on the topics of a site that is no message of the contract. */
  readonly garbage: number;
  /** Of events that are sent twice, 0 to 1. */
  readonly twiceShare: number;
  /** `since` of unchanged devices is said again, a millisecond off. */
  readonly wanders: boolean;
  /** Sites of which only retained messages are left, from long ago. */
  readonly leftovers: number;
}

export const goodHabits: Habits = {
  ...{ lateWills: 0, bursts: 0, garbage: 0, twiceShare: 0, wanders: false, leftovers: 0 },
};
export const badHabits: Habits = {
  ...{ lateWills: 0.5, bursts: 0.5, garbage: 0.5, twiceShare: 0.01, wanders: true, leftovers: 3 },
};

const hourMs = 3_600_000;
/** A site that hears its own late will says at once that it is there. */
const sayAgainMs = 150;

/** What no consumer may stumble over: a topic below that of the site, what is on it, and how it travels. */
const rubbish: readonly (readonly [topic: string, payload: string, how: How])[] = [
  ['event/ticket/called', '{"specversion":"1.0","id":', asEvent],
  ['event/ticket/called', '{"sequence":"abc","boot":7,"data":[]}', asEvent],
  ['event/ticket/called', 'null', asEvent],
  ['event/rubbish/unknown', '{"hello":"world"}', asEvent],
  ['controller/health', '[]', { qos: 0, retain: false }],
  ['controller/health', '{"uptime_s":"long","at":"yesterday","every_s":-1}', { qos: 0, retain: false }],
  ['device/no-such-device/state', '{"state":"on fire"}', { qos: 0, retain: false }],
  ['service/paspor/state', '{"waiting":-3}', { qos: 0, retain: false }],
  ['reply/replay', '{"id":null}', asEvent],
  ['', '\u0000\u0001', { qos: 0, retain: false }],
];

/** Says something to the broker that no site says: of strangers, or of a person. */
export type Outsider = (topic: string, payload: string, how: How) => void;

export function beginHabits(
  habits: Habits,
  of: {
    readonly sites: readonly SimulatedSite[];
    readonly timetable: Timetable;
    readonly random: () => number;
    readonly outsider: Outsider;
  },
): void {
  const { sites, timetable, random, outsider } = of;
  const now = (perHour: number, run: (site: SimulatedSite) => void): void => {
    if (perHour <= 0) return;
    timetable.after((-Math.log(1 - random()) * hourMs) / (perHour * sites.length), () => {
      const site = sites[Math.floor(random() * sites.length)];
      if (site?.link.isUp === true && site.isRunning) run(site);
      now(perHour, run);
    });
  };
  now(habits.lateWills, (site) => {
    const { session } = site;
    if (session.connection < 2 && !session.isOld) return;
    const before = { ...session, connection: session.connection - 1 };
    outsider(`loket/v1/${site.plan.id}/controller/state`, willText(before, site.stamp()), asState);
    timetable.after(sayAgainMs, () => site.isRunning && site.voice.state());
  });
  now(habits.bursts, (site) => {
    site.voice.everything();
    site.voice.everything();
  });
  now(habits.garbage, (site) => {
    const [topic, payload, how] = rubbish[Math.floor(random() * rubbish.length)] ?? ['', '', asHealth];
    outsider(`loket/v1/${site.plan.id}/${topic}`, payload, how);
  });
}

/** Years ago. */
const leftSince = '2024-02-29T01:00:00.000Z';

/** The topics and payloads that a broker retains of a site of which nobody knows any more. */
export function leftoverOf(site: string): readonly (readonly [topic: string, payload: string])[] {
  const state = `{"state":"online","reason":null,"since":"${leftSince}","boot":"0badcafe0badcafe","reasons":[]}`;
  const device =
    `{"admin":"enabled","state":"online","usable":true,"reason":null,"text":null,"since":"${leftSince}",` +
    '"attempts":0,"evidence":"ack","reasons":[]}';
  return [
    [`loket/v1/${site}/controller/state`, state],
    [`loket/v1/${site}/device/printer-1/state`, device],
  ];
}
