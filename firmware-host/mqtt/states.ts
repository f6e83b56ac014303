import type { Fixer, Severity } from '../../devices/fault-catalogue.ts';
import type { Evidence } from '../../devices/kind.ts';
import type { CounterView, ServiceView } from '../queue/views.ts';
import type { ControllerState } from './messages/controller-messages.ts';
import type { DeviceStateMessage } from './messages/device-messages.ts';
import {
  type CounterStateMessage,
  type ServiceStateMessage,
  unconfirmedMax,
} from './messages/hall-messages.ts';

/** A state message is one small packet; a display's microcontroller must be able to hold it. */
const stateMaxBytes = 1024;
const reasonsMax = 8;
const reasonTextMaxBytes = 120;

/** A device as its supervisor sees it. Times are Unix ms; the most important reason comes first. */
export interface DeviceView {
  readonly admin: DeviceStateMessage['admin'];
  readonly state: DeviceStateMessage['state'];
  readonly usable: boolean;
  readonly since: number;
  readonly attempts: number;
  readonly evidence: Evidence;
  readonly reasons: readonly Reason[];
}

export interface Reason {
  readonly code: string;
  readonly severity: Severity;
  readonly fix: Fixer;
  readonly text: string;
  readonly since: number;
  readonly count: number;
}

/** `refused`: the code of the refusal that the counter shows. */
export function counterState(view: CounterView, refused?: string): CounterStateMessage {
  return {
    state: view.state,
    ticket: view.ticket ?? null,
    service: view.service ?? null,
    reason: view.reason ?? null,
    waiting: view.waiting,
    parked: view.parked,
    refused: refused ?? null,
    since: view.since === undefined ? null : utc(view.since),
  };
}

export function serviceState(view: ServiceView): ServiceStateMessage {
  return {
    open: view.open,
    reason: view.reason ?? null,
    forced: view.forced,
    forced_reason: view.forced_reason ?? null,
    waiting: view.waiting,
    waiting_priority: view.waiting_priority,
    longest_wait_s: view.longest_wait_s,
    estimate_s: view.estimate_s ?? null,
    surge: view.surge,
    next_number: view.next_number ?? null,
    last_called: view.last_called ?? null,
    quota_left: view.quota_left ?? null,
    quota_left_priority: view.quota_left_priority ?? null,
    issued: view.issued,
    unconfirmed: view.unconfirmed,
    ...(view.unconfirmed === 0
      ? {}
      : { unconfirmed_tickets: view.unconfirmed_tickets.slice(0, unconfirmedMax) }),
  };
}

/** If the reasons would make the message too large, the last ones are left out; the first one always stays. */
export function deviceState(view: DeviceView): DeviceStateMessage {
  const reasons = view.reasons.slice(0, reasonsMax).map(wireReason);
  const [first] = reasons;
  const state: DeviceStateMessage = {
    admin: view.admin,
    state: view.state,
    usable: view.usable,
    reason: first?.code ?? null,
    text: first?.text ?? null,
    since: utc(view.since),
    attempts: view.attempts,
    evidence: view.evidence,
    reasons,
  };
  dropUntilSmall(state, reasons);
  return state;
}

/** `standing`: the active faults of the controller itself, the worst first. */
export function controllerOnline(
  boot: string,
  since: number,
  standing: readonly Reason[] = [],
): ControllerState {
  const reasons = standing.slice(0, reasonsMax).map(wireReason);
  const state: ControllerState = { state: 'online', reason: null, since: utc(since), boot, reasons };
  dropUntilSmall(state, reasons);
  return state;
}

export function controllerStopped(boot: string, since: number): ControllerState {
  return { state: 'offline', reason: 'stopped', since: utc(since), boot };
}

/**
 * The last will: the broker says it when the controller cannot. It is fixed when a connection begins, so that `since`
 * (Unix ms) is when that connection was made, and not when it was lost.
 */
export function controllerLost(
  boot: string,
  { connection, since }: { readonly connection: number; readonly since: number },
): ControllerState {
  return { state: 'offline', reason: 'lost', since: utc(since), boot, connection };
}

function wireReason({
  code,
  severity,
  fix,
  text,
  since,
  count,
}: Reason): DeviceStateMessage['reasons'][number] {
  return { code, severity, fix, text: shortened(text), since: utc(since), count };
}

/** Shortens to `reasonTextMaxBytes` in UTF-8 and removes control characters, which JSON would expand sixfold. */
function shortened(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, ' ');
  const { read } = new TextEncoder().encodeInto(plain, new Uint8Array(reasonTextMaxBytes));
  return plain.slice(0, read);
}

function dropUntilSmall(state: object, reasons: unknown[]): void {
  while (reasons.length > 1 && byteLength(state) >= stateMaxBytes) reasons.pop();
}

function byteLength(payload: object): number {
  return Buffer.byteLength(JSON.stringify(payload));
}

function utc(wall: number): string {
  return new Date(wall).toISOString();
}
