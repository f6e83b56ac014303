import type { ServerResponse } from 'node:http';
import type { Cancel, Clock, Millis } from '../../devices/ports.ts';
import { repeat } from '../../firmware-host/async/interval.ts';
import type { FleetView } from '../fleet/fleet-view.ts';
import type { IncidentNote } from '../store/store-port.ts';
import type { Incident } from '../verdict/verdict-types.ts';
import type { IncidentNotes } from './incident-notes.ts';
import { incidentAnswer } from './office-answers.ts';
import type { FleetEvent } from './office-messages.ts';
import type { OfficeSession } from './office-session.ts';
import { officeWebLimits } from './office-web-limits.ts';
import type { SiteRows } from './site-rows.ts';

/** Pages that are told of changes as they happen. */
export interface EventStreams {
  /** Streams events to a page until one of the two ends it; `headers` are sent first. */
  serve(session: OfficeSession, response: ServerResponse, headers: Readonly<Record<string, string>>): void;
  /** Notes have changed. */
  notesChanged(): void;
  close(): void;
}

/** What was sent of an incident: either changes by being replaced. */
interface Sent {
  readonly incident: Incident;
  readonly notes: readonly IncidentNote[];
}

interface Stream {
  readonly fleet: FleetView;
  readonly response: ServerResponse;
  /** What changed since the last time, by id: it does not grow beyond the fleet, however long a page does not read. */
  readonly dirty: Set<string>;
  readonly sent: Map<string, Sent>;
  incidentsDirty: boolean;
  /** Since when it reads nothing of what was sent. */
  stalledAt: Millis | undefined;
}

export function openEventStreams(of: {
  readonly clock: Clock;
  readonly wall: () => number;
  readonly rows: SiteRows;
  readonly notes: () => IncidentNotes;
}): EventStreams {
  const { clock, wall } = of;
  const streams = new Set<Stream>();
  const { changesEveryMs, beatEveryMs } = officeWebLimits;
  const flush = (): void => {
    for (const stream of streams) tellChanges(stream, of, clock.now());
  };
  const beat = (): void => {
    for (const { fleet, response } of streams) {
      // One that does not read learns by the silence that it is behind.
      if (!response.writableNeedDrain)
        write(response, { type: 'beat', now: wall(), listeningSince: fleet.listeningSince ?? null });
    }
  };
  const cancels: readonly Cancel[] = [
    repeat(clock, changesEveryMs, flush, 'office web: changes'),
    repeat(clock, beatEveryMs, beat, 'office web: beat'),
  ];
  return {
    serve(session, response, headers) {
      const { fleet } = session.holder.scope;
      const stream: Stream = {
        ...{ fleet, response, dirty: new Set(), sent: new Map() },
        ...{ incidentsDirty: false, stalledAt: undefined },
      };
      // The page asks for the whole after the hello, so it has what stands now.
      for (const incident of fleet.incidents())
        stream.sent.set(incident.id, { incident, notes: of.notes().of(incident.id) });
      const stops = [
        fleet.onChange(({ sites, incidents }) => {
          for (const id of sites) stream.dirty.add(id);
          stream.incidentsDirty ||= incidents;
        }),
        session.onEnd(() => response.end()),
      ];
      streams.add(stream);
      response.once('close', () => {
        streams.delete(stream);
        for (const stop of stops) stop();
      });
      response.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
      write(response, { type: 'hello', beatMs: beatEveryMs });
      write(response, { type: 'beat', now: wall(), listeningSince: fleet.listeningSince ?? null });
    },
    notesChanged() {
      for (const stream of streams) stream.incidentsDirty = true;
    },
    close() {
      for (const cancel of cancels) cancel();
      for (const { response } of streams) response.destroy();
    },
  };
}

/** Sends what has changed, unless earlier changes are still on their way; one that has stalled for too long is left. */
function tellChanges(
  stream: Stream,
  of: { readonly rows: SiteRows; readonly notes: () => IncidentNotes },
  now: Millis,
): void {
  const { response, fleet, dirty } = stream;
  if (response.writableNeedDrain) {
    stream.stalledAt ??= now;
    if (now - stream.stalledAt >= officeWebLimits.stalledMs) response.destroy();
    return;
  }
  stream.stalledAt = undefined;
  if (dirty.size > 0) {
    const rows: string[] = [];
    const gone: string[] = [];
    for (const id of dirty) {
      const site = fleet.site(id);
      if (site === undefined) gone.push(id);
      else rows.push(of.rows.of(site));
    }
    dirty.clear();
    // Rows are JSON already.
    response.write(`data: {"type":"sites","gone":${JSON.stringify(gone)},"rows":[${rows.join()}]}\n\n`);
  }
  if (stream.incidentsDirty) tellIncidents(stream, of.notes());
  stream.incidentsDirty = false;
}

function tellIncidents({ fleet, sent, response }: Stream, notes: IncidentNotes): void {
  const now = new Map(fleet.incidents().map((incident) => [incident.id, incident]));
  const changed = [...now.values()].filter((incident) => {
    const before = sent.get(incident.id);
    return before?.incident !== incident || before.notes !== notes.of(incident.id);
  });
  const gone = [...sent.keys()].filter((id) => !now.has(id));
  for (const id of gone) sent.delete(id);
  for (const incident of changed) sent.set(incident.id, { incident, notes: notes.of(incident.id) });
  if (changed.length === 0 && gone.length === 0) return;
  const regionOf = (site: string): string | undefined => fleet.site(site)?.region;
  const open = changed.map((incident) => incidentAnswer(incident, notes.of(incident.id), regionOf));
  write(response, { type: 'incidents', open, gone });
}

function write(response: ServerResponse, event: FleetEvent): void {
  response.write(`data: ${JSON.stringify(event)}\n\n`);
}
