import type { Draft } from '../draft.ts';
import { checkMqtt } from '../mqtt.ts';
import type { Report } from '../report.ts';
import type { KeyActions } from '../site.ts';
import { say } from '../texts/texts.ts';
import { checkAddresses } from './check-addresses.ts';
import { checkBoard } from './check-board.ts';
import { checkBookings } from './check-bookings.ts';
import { checkClaims } from './check-claims.ts';
import { checkCounters } from './check-counters.ts';
import { checkDisplays } from './check-displays.ts';
import { checkKeys } from './check-keys.ts';
import { checkLines } from './check-lines.ts';
import { checkPads } from './check-pads.ts';
import { checkPolls } from './check-polls.ts';
import { checkPrinted } from './check-printed.ts';
import { checkPulls } from './check-pulls.ts';
import { checkRating } from './check-rating.ts';
import { checkReferences } from './check-references.ts';
import { checkServices } from './check-services.ts';
import { checkShown } from './check-shown.ts';
import { checkThings } from './check-things.ts';
import { checkTicket } from './check-ticket.ts';
import { checkVoice } from './check-voice.ts';
import { checkWeb } from './check-web.ts';

/** The checks that need the whole file: whether settings that are each valid by themselves fit together. */
export function checkWhole(
  draft: Draft,
  keys: ReadonlyMap<string, ReadonlyMap<string, KeyActions>>,
  report: Report,
): void {
  checkReferences(draft, report);
  checkServices(draft, report);
  checkCounters(draft, report);
  checkBoard(draft.board, report);
  checkBookings(draft, report);
  checkDeviceIds(draft, report);
  checkKeys(draft, keys, report);
  checkPads(draft, report);
  checkClaims(draft, report);
  checkAddresses(draft, report);
  checkLines(draft, report);
  checkPolls(draft, report);
  checkDisplays(draft, report);
  checkShown(draft, report);
  checkPrinted(draft, report);
  checkTicket(draft, report);
  checkRating(draft, report);
  checkPulls(draft, report);
  checkVoice(draft, report);
  checkWeb(draft, report);
  checkMqtt(draft.mqtt, draft.uplink?.url, report);
  checkThings(draft, report);
}

function checkDeviceIds({ boards, devices }: Draft, report: Report): void {
  for (const id of devices.ids)
    if (boards.ids.has(id))
      report.error(['devices', id], say('duplicate-device', report.where(['boards', id], 'name')), 'name');
}
