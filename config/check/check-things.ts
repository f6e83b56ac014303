import { isBelow } from '../../devices/mqtt-thing/thing-topic.ts';
import type { Draft } from '../draft.ts';
import { homeAssistantPrefix } from '../mqtt.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';

/** Accounts of devices have topics of their own, and every device that speaks MQTT has one that may speak on its. */
export function checkThings(draft: Draft, report: Report): void {
  const { mqtt } = draft;
  if (mqtt === undefined || mqtt.broker === 'external') return;
  const users = mqtt.users ?? [];
  const taken: { readonly topic: string; readonly name: string }[] = [];
  const prefix = homeAssistantPrefix(mqtt);
  for (const [index, { name, role, topics }] of users.entries()) {
    const path = ['mqtt', 'users', index];
    if (role === 'device' && topics === undefined) report.missing([...path, 'topics']);
    if (role !== 'device' && topics !== undefined)
      report.error([...path, 'topics'], say('topics-of-person', role), 'name');
    for (const [at, topic] of (topics ?? []).entries()) {
      const other = taken.find((one) => isBelow(topic, one.topic) || isBelow(one.topic, topic));
      if (other !== undefined)
        report.error([...path, 'topics', at], say('topics-overlap', topic, other.topic, other.name));
      if (prefix !== undefined && (isBelow(topic, prefix) || isBelow(prefix, topic)))
        report.error([...path, 'topics', at], say('topic-of-home-assistant', topic, prefix));
      taken.push({ topic, name });
    }
  }
  checkSpeakers(
    draft,
    taken.map(({ topic }) => topic),
    report,
  );
}

/** The broker in the controller lets nobody speak on the topics of devices but their accounts. */
function checkSpeakers({ devices }: Draft, topics: readonly string[], report: Report): void {
  for (const { kind, options, path, enabled } of devices.read.values()) {
    if (!enabled) continue;
    const claimed = kind.claims(options).flatMap((claim) => (claim.on === 'topic' ? [claim] : []));
    const silent = claimed.find(({ topic }) => !topics.some((base) => isBelow(topic, base)));
    if (silent !== undefined) report.warn([...path, 'topic'], say('no-device-user', silent.topic));
  }
}
