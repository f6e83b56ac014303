import type { Verdict } from '../../../office/verdict/verdict-types.ts';
import type { Episode } from './episode.ts';
import type { SimSite, Trouble } from './sim-site.ts';

/** How an episode went. */
export interface Marks {
  /** Looks at a site where it can be known what is true, and those that were right. */
  looks: number;
  right: number;
  /** The same where something was wrong with the site, so that the many that are well hide nothing. */
  troubles: number;
  troublesRight: number;
  /** Absences that were to be told, and those told as `unknown`. */
  absences: number;
  absencesUnknown: number;
  onlineForDead: number;
  devicesOfUnreachable: number;
  readonly wrong: string[];
}

export function newMarks(): Marks {
  return {
    looks: 0,
    right: 0,
    troubles: 0,
    troublesRight: 0,
    absences: 0,
    absencesUnknown: 0,
    onlineForDead: 0,
    devicesOfUnreachable: 0,
    wrong: [],
  };
}

/** Adds the marks of one episode to those of all. */
export function addMarks(all: Marks, one: Marks): void {
  for (const key of Object.keys(all) as (keyof Marks)[]) if (key !== 'wrong') all[key] += one[key];
}

const unreachable: readonly (Verdict | undefined)[] = [
  'office',
  'broker',
  'region',
  'site-unreachable',
  'unknown',
  'power-or-process',
  'hung',
];
const fast: readonly Trouble[] = ['killed', 'cut', 'stopped'];

/** Compares what is said of every site with what is true. */
export function look(episode: Episode, marks: Marks): void {
  const { office } = episode;
  if (office.isStopped || office.isHeldUp) return;
  for (const site of episode.sites) {
    const said = office.verdicts.site(site.id);
    const verdict = said?.measured ?? said?.verdict;
    if (unreachable.includes(verdict) && office.verdicts.devices(site.id).size > 0) {
      marks.devicesOfUnreachable++;
      marks.wrong.push(`${at(episode)} ${site.id}: devices are judged of a site that is ${verdict}`);
    }
    const may = truth(episode, site);
    if (may === undefined) continue;
    marks.looks++;
    const isTrouble = !may.includes('well');
    if (isTrouble) marks.troubles++;
    if (said !== undefined && may.includes(said.verdict)) {
      marks.right++;
      if (isTrouble) marks.troublesRight++;
    } else
      marks.wrong.push(
        `${at(episode)} ${site.id}${site.isOld ? ' (old)' : ''}: ${said?.verdict} (${said?.reasons[0]?.code}) instead of ${may.join(' or ')}`,
      );
    const isDead =
      site.gone !== undefined &&
      episode.time.now - site.gone.since > 95_000 &&
      office.isUp &&
      episode.time.now - office.lineSince > 95_000;
    if (isDead && !unreachable.includes(verdict)) marks.onlineForDead++;
  }
}

function at({ time }: Episode): string {
  return (time.now / 1_000).toFixed(0);
}

/** What an office that errs nowhere says of a site now; undefined while it may still find out. */
function truth(episode: Episode, site: SimSite): readonly Verdict[] | undefined {
  const { office, time } = episode;
  const now = time.now;
  if (!office.isUp) return now - office.lineSince < 5_000 ? undefined : ofLine(office.why);
  const upFor = now - office.lineSince;
  const special = episode.specialOf.get(site);
  if (special !== undefined && now < special.until)
    return now > special.from && now < special.to ? [special.verdict] : undefined;
  if (site.gone !== undefined) return ofGone(episode, site, site.gone, upFor);
  if (now - site.connectedAt < 7_000 || upFor < 37_000) return undefined;
  return ofDevices(episode, site, now);
}

function ofLine(why: string): readonly Verdict[] {
  if (why === 'refused' || why === 'wills') return ['broker'];
  return why === 'no-network' ? ['office'] : ['unknown'];
}

function ofGone(
  episode: Episode,
  site: SimSite,
  gone: { trouble: Trouble; since: number },
  upFor: number,
): readonly Verdict[] | undefined {
  const now = episode.time.now;
  const goneFor = now - gone.since;
  // What was not known when the office stopped listening is known 95 s after it listens again.
  const isNews = gone.since > episode.office.lostAt - 40_000 && gone.since < now - upFor + 1_000;
  const knownMs = fast.includes(gone.trouble) ? 5_000 : 36_000;
  const within = isNews ? upFor - 95_000 : Math.min(goneFor - knownMs, upFor - 5_000);
  const together = episode.togethers.findLast(
    ({ sites, from }) => sites.has(site) && Math.abs(gone.since - from) < 1_000,
  );
  if (together !== undefined) return now < together.knownBy ? undefined : [together.verdict];
  if (within < 0) return undefined;
  const verdict = gone.trouble === 'stopped' ? 'power-or-process' : 'site-unreachable';
  return upFor < 95_000 ? [verdict, 'unknown'] : [verdict];
}

function ofDevices(episode: Episode, site: SimSite, now: number): readonly Verdict[] | undefined {
  const clock = episode.clocks.get(site);
  // Only what a site says shows its clock: one of an older version that is quiet shows nothing for long.
  const isShown = !site.isOld || site.eventEveryMs < 60_000;
  if (clock !== undefined) return now - clock < 240_000 || !isShown ? undefined : ['clock'];
  const devices = episode.devicesOf.get(site);
  if (devices !== undefined && now - devices.since < 8_000) return undefined;
  return [devices?.verdict ?? 'well'];
}

/** Every cause became one incident, and nothing else did; what is over is closed. */
export function lookAtIncidents(episode: Episode): readonly string[] {
  const last = new Map(episode.office.incidents.map(({ incident }) => [incident.id, incident]));
  const roots = [...last.values()].filter(({ parent }) => parent === undefined);
  const counts = new Map<string, number>();
  for (const { cause } of roots) counts.set(cause.key, (counts.get(cause.key) ?? 0) + 1);
  const said: string[] = [];
  for (const key of episode.expected)
    if (counts.get(key) !== 1) said.push(`${counts.get(key) ?? 0} incidents for ${key}`);
  for (const [key, count] of counts)
    if (!episode.expected.has(key) && (!episode.allowed.has(key) || count > 1))
      said.push(`${count} incidents for ${key}, which is no cause`);
  const opened = new Map<string, number>();
  for (const { change, incident } of episode.office.incidents)
    if (change === 'opened' || change === 'reopened')
      opened.set(incident.id, (opened.get(incident.id) ?? 0) + 1);
  for (const [id, times] of opened) if (times > 2) said.push(`${id} was said ${times} times`);
  return said;
}

/** Every absence that was long enough is told by what it was, or by `unknown` where that cannot be known. */
export function lookAtPast(episode: Episode, marks: Marks): readonly string[] {
  const said: string[] = [];
  for (const site of episode.sites) {
    if (episode.specialOf.has(site)) continue;
    for (const absence of site.absences) {
      const { trouble, from, to } = absence;
      if (to - from < 45_000 || trouble === 'broker' || trouble === 'stopped') continue;
      if (isDisturbed(episode, from, to) || episode.time.now - to < 15_000) continue;
      const told = episode.office.corrections
        .filter((one) => one.site === site.id && one.to.at > from && one.from.at < to)
        .at(-1);
      const may = mayHaveBeen(site, absence);
      marks.absences++;
      if (told?.was === 'unknown') marks.absencesUnknown++;
      if (told === undefined || !may.includes(told.was))
        said.push(
          `${site.id}${site.isOld ? ' (old)' : ''} was ${trouble} ${(from / 1_000).toFixed()} to ${(to / 1_000).toFixed()}: told as ${told?.was} (${told?.reasons[0]?.code})`,
        );
    }
  }
  return said;
}

function isDisturbed({ office, togethers }: Episode, from: number, to: number): boolean {
  if (togethers.some(({ verdict, from: at }) => verdict === 'broker' && at < to && at > from - 60_000))
    return true;
  return office.lineSince > from - 60_000 && office.lineSince > 20_000 && from < to;
}

function mayHaveBeen(site: SimSite, absence: SimSite['absences'][number]): readonly Verdict[] {
  const { trouble, from, to, events, noticedAt, attempts } = absence;
  if (trouble === 'killed' || trouble === 'power') return ['power-or-process'];
  const length = to - from;
  if (trouble === 'hung') return length > 85_000 ? ['hung'] : ['hung', 'unknown'];
  // Its process may have ended behind the dead line.
  if (site.hasNewBoot(to)) return ['network', 'power-or-process'];
  const isKnown =
    (!site.isOld && attempts > 4) || (noticedAt !== undefined && to - noticedAt > 12_000 && events > 0);
  return isKnown ? ['network'] : ['network', 'unknown'];
}
