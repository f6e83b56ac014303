import type { Planted } from './planted.ts';

const metrics = 'office/metrics';
const rendered = 'test/office/outside/render-metrics.test.ts';
const rules = 'config/system/loket-office.rules.yml';
const tried = 'test/office/outside/rules.test.ts';

/** Mistakes in what the office tells other programs: metrics, rules and routes. */
export const plantedOutside: readonly Planted[] = [
  {
    name: 'the metrics have a series for each device that is well',
    file: `${metrics}/add-site.ts`,
    from: "if (verdict === 'well' || ++unwell >",
    to: 'if (++unwell >',
    test: rendered,
  },
  {
    name: 'the metrics tell of incidents that another one explains',
    file: `${metrics}/add-incident.ts`,
    from: 'if (parent === undefined && !isQuiet)',
    to: 'if (!isQuiet)',
    test: rendered,
  },
  {
    name: 'the metrics tell of incidents in maintenance',
    file: `${metrics}/add-incident.ts`,
    from: 'if (parent === undefined && !isQuiet)',
    to: 'if (parent === undefined)',
    test: rendered,
  },
  {
    name: 'the metrics do not escape what a site calls itself',
    file: `${metrics}/label-text.ts`,
    from: 'if (!/["\\\\]/.test(text)) return text;',
    to: "if (text !== '') return text;",
    test: rendered,
  },
  {
    name: 'two long ids become one series of the metrics',
    file: `${metrics}/label-text.ts`,
    from: 'withDigest(sayable, value)',
    to: 'sayable.slice(0, labelCharsMax)',
    test: rendered,
  },
  {
    name: 'the metrics say the queues of a site that is away',
    file: `${metrics}/add-site.ts`,
    from: 'if (isReached(judgement)) addQueues(',
    to: 'addQueues(',
    test: rendered,
  },
  {
    name: 'the metrics are rendered in one go',
    file: `${metrics}/render-metrics.ts`,
    from: 'isOver: () => clock.now() - since >= metricsLimits.sliceMs,',
    to: 'isOver: () => false,',
    test: 'test/office/outside/hold-up.test.ts',
  },
  {
    name: 'the metrics are given to a proxy on this machine, whoever asks it',
    file: `${metrics}/metrics-handler.ts`,
    from: 'isLoopback && !isForwarded &&',
    to: 'isLoopback &&',
    test: 'test/office/outside/metrics-handler.test.ts',
  },
  {
    name: 'an alert is over when its incident goes below another one',
    file: rules,
    from: 'and on (key) loket:incident:told\n          )',
    to: 'and on (key) loket:incident:nothing\n          )',
    test: tried,
  },
  {
    name: 'all alerts are over when the office is away',
    file: rules,
    from: 'unless on () (max(up{job="loket-office"}) == 1)',
    to: 'unless on () (max(up{job="loket-office"}) >= 0)',
    test: tried,
  },
  {
    name: 'each worker of the office makes an alert of its own',
    file: rules,
    from: 'max by (key, site, region, verdict, fix) (loket_incident)\n',
    to: 'max by (instance, key, site, region, verdict, fix) (loket_incident)\n',
    test: tried,
  },
  {
    name: 'Alertmanager waits for longer than an alert is kept',
    file: 'config/system/alertmanager.yml',
    from: 'group_interval: 90s',
    to: 'group_interval: 5m',
    test: tried,
  },
  {
    name: 'a region that waited for others leaves what was open of its sites beside it',
    file: 'office/verdict/verdicts.ts',
    from: 'if (!hadIncident && book.has(cause.key)) for (const id of fleet.sitesOf(cause.key)) dirty.add(id);',
    to: '',
    test: 'test/office/common-cause.test.ts',
  },
];
