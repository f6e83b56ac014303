/** Whether a subscription to `filter` takes `topic` (MQTT 3.1.1, section 4.7, without its rule for `$` topics). */
export function filterTakes(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const levels = topic.split('/');
  for (const [place, want] of wanted.entries()) {
    if (want === '#') return true;
    if (place >= levels.length || (want !== '+' && want !== levels[place])) return false;
  }
  return wanted.length === levels.length;
}
