import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type {
  Correction,
  IncidentChange,
  Moment,
  VerdictChange,
} from '../../office/verdict/verdict-types.ts';
import { openVerdicts } from '../../office/verdict/verdicts.ts';

/** A line of a recording; `t` is in seconds. */
interface Line {
  readonly t: number;
  readonly what: string;
  readonly text?: string;
  readonly topic?: string;
  readonly retain?: boolean;
  readonly payload?: string;
  readonly wall?: number;
}

/** What was said, and when (seconds of the recording). */
export interface Said {
  readonly t: number;
  readonly act?: string;
  readonly verdict?: VerdictChange;
  readonly correction?: Correction;
  readonly incident?: IncidentChange;
}

/** Plays a recording to the verdict, which is asked after each message and whenever it wants to be. */
export function replay(name: string): readonly Said[] {
  const file = readFileSync(new URL(`recordings/${name}.jsonl.gz`, import.meta.url));
  const [start, ...lines] = gunzipSync(file)
    .toString()
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Line);
  const moment = (t: number): Moment => ({ at: t * 1_000, wall: (start?.wall ?? 0) + t * 1_000 });
  const office = openVerdicts(moment(0));
  const said: Said[] = [];

  function judge(t: number): void {
    const { verdicts, corrections, incidents } = office.judge(moment(t));
    for (const verdict of verdicts) said.push({ t, verdict });
    for (const correction of corrections) said.push({ t, correction });
    for (const incident of incidents) said.push({ t, incident });
  }

  let isUp = false;
  for (const line of lines) {
    for (let next = office.nextDeadline() / 1_000; next < line.t; next = office.nextDeadline() / 1_000)
      judge(next);
    if (line.what === 'ACT') said.push({ t: line.t, act: line.text ?? '' });
    if (line.what === 'OBS connected') office.lineUp(moment(line.t));
    // The observer tried again every 200 ms and was closed every 200 ms: each attempt was refused at once.
    if (line.what === 'OBS closed') office.lineDown(isUp ? 'ended' : 'refused', moment(line.t));
    if (line.what.startsWith('OBS')) isUp = line.what === 'OBS connected';
    if (line.what === 'MSG') office.hear(heard(line, moment(line.t)));
    judge(line.t);
  }
  return said;
}

function heard({ topic = '', payload = '', retain = false }: Line, now: Moment) {
  const [site = '', ...rest] = topic.split('/');
  const json: unknown = payload === '' ? undefined : JSON.parse(payload);
  return { site, topic: rest.join('/'), payload: json, retain, heardAt: now.at, wallAt: now.wall };
}
