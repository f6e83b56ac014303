import type { DeviceSeen, ServiceSeen, SiteSeen } from '../fleet/fleet-view.ts';
import type { IncidentNote, KeptWindow, VerdictSpan } from '../store/store-port.ts';
import { regionKey, regionOfKey } from '../verdict/cause-keys.ts';
import type { Incident, Judgement, Why } from '../verdict/verdict-types.ts';
import type {
  DeviceAnswer,
  IncidentAnswer,
  InventoryAnswer,
  JudgementAnswer,
  ReasonAnswer,
  ServiceAnswer,
  SiteAnswer,
  SpanAnswer,
  WindowAnswer,
} from './office-messages.ts';
import { wordsOfReason } from './office-words.ts';

/** What the office knows, as its pages get it. Monotonic times are of the office's process and stay there. */

function reasonsInWords(reasons: readonly Why[]): readonly ReasonAnswer[] {
  return reasons.map(({ code, of }) => ({
    code,
    ...(of === undefined ? {} : { of }),
    words: wordsOfReason(code),
  }));
}

export function incidentAnswer(
  incident: Incident,
  notes: readonly IncidentNote[],
  regionOf: (site: string) => string | undefined,
): IncidentAnswer {
  const { id, site, cause, openedAt, closedAt, parent, flaps, isQuiet, corrections } = incident;
  const ofRegion = cause.key.startsWith(regionKey('')) ? regionOfKey(cause.key) : undefined;
  return {
    id,
    site: site ?? null,
    region: (site === undefined ? ofRegion : regionOf(site)) ?? null,
    verdict: cause.verdict,
    reasons: reasonsInWords(cause.reasons),
    candidates: cause.candidates,
    confidence: cause.confidence,
    fix: cause.fix,
    since: cause.since.wall,
    openedAt: openedAt.wall,
    closedAt: closedAt?.wall ?? null,
    devices: cause.devices,
    parent: parent ?? null,
    flaps,
    isQuiet,
    corrections: corrections.map(({ from, to, was, candidates, confidence, reasons }) => ({
      ...{ from: from.wall, to: to.wall, was, candidates, confidence },
      reasons: reasonsInWords(reasons),
    })),
    notes: notes.map(({ by, at, what, text }) => ({ by, at, what, text })),
  };
}

export function siteAnswer(
  site: SiteSeen,
  of: Pick<SiteAnswer, 'now' | 'history' | 'historyFrom'>,
): SiteAnswer {
  const { id, title, region, place, heardAt } = site;
  return {
    id,
    title: title ?? null,
    region: region ?? null,
    place: place === undefined ? null : [place.latitude, place.longitude],
    heardAt: heardAt ?? null,
    judgement: judgementAnswer(site.judgement),
    devices: [...site.devices.values()].map(deviceAnswer),
    services: [...site.services.values()].map(serviceAnswer),
    counters: [...site.counters.values()].map((counter) => ({
      id: counter.id,
      state: counter.state ?? null,
    })),
    inventory: inventoryAnswer(site),
    ...of,
  };
}

export function inventoryAnswer({ inventory }: SiteSeen): InventoryAnswer {
  const { version, siteHash, os, node, kinds } = inventory;
  return {
    ...{ version: version ?? null, siteHash: siteHash ?? null, os: os ?? null, node: node ?? null },
    kinds: kinds ?? null,
  };
}

export function spanAnswer({ device, verdict, reasons, from, to }: VerdictSpan): SpanAnswer {
  return { device: device ?? null, verdict, reasons, from, to: to ?? null };
}

export function windowAnswer({ id, from, to, region, site, device, by, text }: KeptWindow): WindowAnswer {
  return { id, from, to, region: region ?? null, site: site ?? null, device: device ?? null, by, text };
}

function judgementAnswer(judgement: Judgement): JudgementAnswer {
  const { verdict, reasons, candidates, confidence, since, knownAt, fix, measured } = judgement;
  return {
    verdict,
    reasons: reasonsInWords(reasons),
    ...{ candidates, confidence, since: since.wall, knownAt: knownAt.wall, fix },
    measured: measured ?? null,
  };
}

function deviceAnswer({ id, title, role, kind, model, place, ...said }: DeviceSeen): DeviceAnswer {
  return {
    id,
    title: title ?? null,
    role: role ?? null,
    kind: kind ?? null,
    model: model ?? null,
    place: place ?? null,
    state: said.state ?? null,
    admin: said.admin ?? null,
    faults: reasonsInWords(said.reasons.map(({ code }) => ({ code }))),
    judgement: said.judgement === undefined ? null : judgementAnswer(said.judgement),
  };
}

function serviceAnswer(service: ServiceSeen): ServiceAnswer {
  const { id, title, isOpen, waiting, longestWaitSeconds, isSurging, issuedToday, quotaLeft } = service;
  return {
    id,
    title: title ?? null,
    isOpen: isOpen ?? null,
    waiting: waiting ?? null,
    longestWaitSeconds: longestWaitSeconds ?? null,
    isSurging: isSurging ?? null,
    issuedToday: issuedToday ?? null,
    quotaLeft: quotaLeft === null ? 'none' : (quotaLeft ?? null),
  };
}
