import type { PresenceRule } from './thing-models.ts';
import type { ThingPayload } from './thing-payload.ts';

/** `silent`: something that has to say so has said nothing yet. */
export type ThingPresence = 'online' | 'offline' | 'silent';

/** What was said so far of whether a device is there. */
export interface HeardPresence {
  /** Takes a message; undefined: it is not about this. Else what holds by now. */
  take(topic: string, payload: ThingPayload): ThingPresence | undefined;
  readonly now: ThingPresence;
  /** The topic that keeps it from being online. */
  readonly wanting: string | undefined;
}

export function createPresence(rules: readonly PresenceRule[]): HeardPresence {
  const said = new Map<PresenceRule, 'online' | 'offline'>();
  const gone = () => rules.find((rule) => said.get(rule) === 'offline');
  const missing = () => rules.find((rule) => rule.needed && !said.has(rule));

  const now = (): ThingPresence => {
    if (gone() !== undefined) return 'offline';
    return missing() === undefined ? 'online' : 'silent';
  };
  return {
    take(topic, payload) {
      const about = rules.filter((rule) => rule.topic === topic);
      if (about.length === 0) return undefined;
      for (const rule of about) {
        // Zigbee2MQTT before 2.0 may say the bare word.
        const word = payload.field(rule.field) ?? payload.text.trim();
        if (word === rule.online) said.set(rule, 'online');
        else if (word === rule.offline) said.set(rule, 'offline');
        // An empty message clears what was kept: nobody says anything of it any more.
        else if (payload.text === '') said.delete(rule);
      }
      return now();
    },
    get now() {
      return now();
    },
    get wanting() {
      return (gone() ?? missing())?.topic;
    },
  };
}
