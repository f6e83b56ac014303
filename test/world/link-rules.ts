import type { Millis } from '../../devices/ports.ts';
import { topicOf } from '../../firmware-host/mqtt/topics.ts';
import { cloneName } from './clone.ts';
import { promiseMs } from './health.ts';
import type { Life } from './life.ts';
import type { World } from './world.ts';

/** As keep-opening.ts: the longest wait between two attempts, and a moment. */
const portAgainMs: Millis = 15_000 + 1_000;
/** As health/controller-reasons.ts: what is over is still said for so long. */
const saidOnMs: Millis = 30_000;
/** As mqtt/rival.ts: half of the first wait, which is the least. */
const givesWayMs: Millis = 15_000;
/** A broker that does not say why it hangs up: so often at most, until the other controller is known by its word. */
const unnamedMax = 6;
/** A state that is longer may have left out reasons. */
const roomyBytes = 700;

type Where = 'broker' | 'central';
const places = ['broker', 'central'] as const;

/** What holds of listeners that are taken and of controllers that have the hall's id. */
export interface LinkRules {
  /** At that broker `by` took the place of `of`; `isTold` when that one is still there to hear of it. */
  replaced(where: Where, of: string, by: string, isTold: boolean): void;
  look(): void;
}

export function linkRules(world: World): LinkRules {
  const { site, rules, clock } = world;
  const hall = `loket-${site.id}`;
  /** How often this life of the process was put out of each broker, and when last. */
  const putOut = new Map<Where, { readonly life: Life; readonly times: number; readonly at: Millis }>();
  const since = new Map<string, Millis>();
  let looked: Life | undefined;

  /** Something may be so for `ms`, and no longer. */
  function atMost(ms: Millis, is: boolean, rule: string, what: string): void {
    const now = clock.now();
    if (!is) since.delete(what);
    else if (now - (since.get(what) ?? now) > ms) rules.breaks(rule, `${what} for ${ms} ms`);
    else if (!since.has(what)) since.set(what, now);
  }

  function replaced(where: Where, of: string, by: string, isTold: boolean): void {
    const { life } = world;
    const now = clock.now();
    const last = putOut.get(where);
    if (life === undefined) return;
    if (by === cloneName && of === hall && isTold) {
      const before = last?.life === life ? last.times : 0;
      // A broker that hangs brings nobody's word.
      putOut.set(where, { life, times: world[where].hung ? before : before + 1, at: now });
    }
    if (by !== hall || of !== cloneName || last?.life !== life) return;
    if (life.namesTwin(where) && now - last.at < givesWayMs)
      rules.breaks('two controllers', `it took its place at ${where} back after ${now - last.at} ms`);
  }

  function lookAt(life: Life): void {
    const taken = world.held('port');
    const portFault = life.portFault?.code;
    atMost(portAgainMs, portFault !== undefined && !taken, 'port', 'it is free, and is not opened');
    for (const where of places) {
      const out = putOut.get(where);
      const times = out?.life === life ? out.times : 0;
      const known = life.namesTwin(where);
      // At the central office the broker says it; in the hall it has to be seen by the other one's word.
      const proved = where === 'central' ? times > 0 : times > unnamedMax;
      const isNews = out !== undefined && clock.now() - out.at < promiseMs * 2;
      atMost(promiseMs, proved && isNews && !known, 'two controllers', `${where} has another one, not named`);
      const served = world[where].serves(hall);
      const said = world[where].retained.get(topicOf(site.id, 'controller/state')) ?? '';
      const own = served && said.includes(`"boot":"${life.boot}"`);
      const says = (code: string) => said.includes(`"${code}"`);
      const hides = (code: string, stands: boolean) =>
        own && stands && !says(code) && said.length < roomyBytes;
      for (const [code, stands] of [
        ['broker.port_busy', portFault !== undefined],
        ['broker.duplicate', life.namesTwin('broker')],
        ['uplink.duplicate', life.namesTwin('central')],
      ] as const) {
        atMost(promiseMs, hides(code, stands), 'named', `${where} hears nothing of ${code}`);
        atMost(
          saidOnMs + promiseMs,
          own && !stands && says(code),
          'named',
          `${where} hears of ${code} no more so`,
        );
      }
    }
  }

  return {
    replaced,
    look() {
      // What holds of one life of the process says nothing of the next, however soon that begins.
      if (world.life !== looked || world.life?.stopping) since.clear();
      looked = world.life;
      if (looked !== undefined && !looked.stopping) lookAt(looked);
    },
  };
}
