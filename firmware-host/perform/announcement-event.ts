import type { AnnouncementEvent } from '../journal/journal-port.ts';
import type { VisitorReason } from '../queue/visitor-refusals.ts';
import type { VoiceEffect } from '../voice/announcer.ts';
import type { Announced } from '../voice/wording.ts';

/** The event of what an announcer did. `zone`: undefined where the things without a zone are. */
export function announcementEvent(zone: string | undefined, effect: VoiceEffect): AnnouncementEvent {
  const { id, announced } = effect.announcement;
  const here = { announcement: id, zone: zone ?? null };
  const about = { kind: announced.kind, ...subjectOf(announced) };
  switch (effect.type) {
    case 'say':
      return {
        type: 'announcement.started',
        ...here,
        ...about,
        clips: effect.clips,
        speakers: effect.speakers,
      };
    case 'finish':
      return { type: 'announcement.finished', ...here, ms: Math.round(effect.ms) };
    case 'drop':
      return { type: 'announcement.dropped', ...here, ...about, reason: effect.reason };
  }
}

/** What it is about. */
function subjectOf(announced: Announced): {
  readonly counter?: string;
  readonly ticket?: string;
  readonly text?: string;
  readonly refusal?: VisitorReason;
} {
  switch (announced.kind) {
    case 'call':
    case 'recall':
      return { counter: announced.counter, ticket: announced.ticket };
    case 'counter-closed':
      return { counter: announced.counter };
    case 'text':
      return { text: announced.text };
    case 'refused':
      return { refusal: announced.reason };
    default:
      return {};
  }
}
