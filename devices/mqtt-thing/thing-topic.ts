/**
 * First levels of topics that are no device's: the hall's own, which commands it, and the one where Home Assistant
 * learns what there is.
 */
const reservedRoots: readonly string[] = ['loket', 'homeassistant'];

const topicMostCharacters = 100;
/** Levels without the marks of filters (MQTT 3.1.1, 4.7), none of them empty; not one that begins with `$` (4.7.2). */
const levels = /^(?!\$)[^/+#\p{Cc}\ufffd]+(?:\/[^/+#\p{Cc}\ufffd]+)*$/u;

/** Whether devices may have this topic, or all below it. */
export function isThingTopic(topic: string): boolean {
  const [root = ''] = topic.split('/');
  return topic.length <= topicMostCharacters && levels.test(topic) && !reservedRoots.includes(root);
}

/** Whether `topic` is `base` or below it. */
export const isBelow = (topic: string, base: string): boolean =>
  topic === base || topic.startsWith(`${base}/`);
