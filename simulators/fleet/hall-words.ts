import { type Counter, longestWaitSeconds, type Service } from './hall-lines.ts';
import { iso } from './site-devices.ts';

const text = (value: string | undefined): string => (value === undefined ? 'null' : `"${value}"`);

/** `service/{id}/state`. `now`: time of the sites. `visitSeconds` and `desks`: what a new visitor has to expect. */
export function serviceText(
  service: Service,
  of: {
    readonly now: number;
    readonly isOpen: boolean;
    readonly visitSeconds: number;
    readonly desks: number;
  },
): string {
  const { waiting, quotaLeft, lines } = service;
  const isFull = quotaLeft === 0;
  const isOpen = of.isOpen && !isFull;
  const reason = !of.isOpen ? 'service-closed' : isFull ? 'quota-used-up' : undefined;
  const estimate = isOpen ? Math.round((waiting * of.visitSeconds) / Math.max(1, of.desks)) : null;
  return (
    `{"open":${isOpen},"reason":${text(reason)},"forced":"schedule","forced_reason":null,` +
    `"waiting":${waiting},"waiting_priority":${lines.priority.length},` +
    `"longest_wait_s":${longestWaitSeconds(service, of.now)},"estimate_s":${estimate},` +
    `"surge":${service.isSurging},"next_number":${isOpen ? `"${service.nextNumber}"` : null},` +
    `"last_called":${text(service.lastCalled)},"quota_left":${quotaLeft},"quota_left_priority":null,` +
    `"issued":${service.issued + service.reserved},"unconfirmed":0}`
  );
}

/** `counter/{id}/state`. `waiting`: in the lines that it serves. */
export function counterText(counter: Counter, waiting: number): string {
  const { state, ticket, breakReason, parked, sinceWall } = counter;
  return (
    `{"state":"${state}","ticket":${text(ticket?.number)},"service":${text(ticket?.service.plan.id)},` +
    `"reason":${text(breakReason)},"waiting":${waiting},"parked":${parked.length},"refused":null,` +
    `"since":"${iso(sinceWall)}"}`
  );
}
