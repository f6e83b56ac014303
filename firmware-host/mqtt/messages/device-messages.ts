import { z } from 'zod';
import { count, id, instant, text } from './message-fields.ts';

const severity = z.enum(['info', 'warn', 'error']);
const fixer = z.enum(['auto', 'clerk', 'technician', 'vendor']);

/** Why a device, or the controller itself, is not simply well. */
export const reason = z.strictObject({
  /** A code of the fault catalogue (docs/faults.md). */
  code: text,
  severity,
  fix: fixer,
  text,
  since: instant,
  count,
});

/**
 * `device/{id}/state`. Flat, but for `reasons`, of which the first is also in `reason` and `text`. It counts only
 * while `controller/state` is online.
 */
export const deviceState = z.strictObject({
  /** What people want of it. In `maintenance` it is measured and can be tested, and the hall does not use it. */
  admin: z.enum(['enabled', 'disabled', 'maintenance']),
  /** `unknown`: it can be asked, and has proved nothing for 10 s. */
  state: z.enum(['starting', 'online', 'degraded', 'offline', 'disabled', 'unknown']),
  /** Whether it can do its work now: a printer without paper is there, and is not usable. */
  usable: z.boolean(),
  reason: text.nullable(),
  text: text.nullable(),
  since: instant,
  /** How often it was opened since it was last online. */
  attempts: count,
  evidence: z.enum(['ack', 'poll', 'enumeration', 'none']),
  reasons: z.array(reason).max(8),
});

/** `device/{id}/info`: what it is and where it is plugged in. */
export const deviceInfo = z.strictObject({
  kind: text,
  role: z.enum(['board', 'keys', 'display', 'printer', 'scanner']),
  title: text,
  /** Device path, `tcp://HOST:PORT`, USB ids or pins, as the site file names them. */
  place: text,
  counter: id.nullable(),
  /** What the device itself tells over USB HID; null where nothing tells. */
  serial: text.nullable(),
});

/**
 * `device/{id}/health`: counts since the controller started. All have `opens`, `reconnects`, `losses`, `io_errors`,
 * `faults`, and `last_good_s` once there was proof that it is there; the rest goes by the role.
 */
export const deviceHealth = z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.number());

export type DeviceStateMessage = z.output<typeof deviceState>;
