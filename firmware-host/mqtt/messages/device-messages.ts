import * as z from 'zod';
import { count, id, instant, text } from './message-fields.ts';

export const severity = z.enum(['info', 'warn', 'error']);
export const fixer = z.enum(['auto', 'clerk', 'technician', 'vendor']);

/** A reason why a device, or the controller itself, is not simply online. */
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
 * `device/{id}/state`. Flat, but for `reasons`, of which the first is also in `reason` and `text`. It is valid only
 * while `controller/state` is online.
 */
export const deviceState = z.strictObject({
  /** What people have set. In `maintenance` it is measured and can be tested, and the hall does not use it. */
  admin: z.enum(['enabled', 'disabled', 'maintenance']),
  /** `unknown`: it can be polled, and has given no evidence for 10 s. */
  state: z.enum(['starting', 'online', 'degraded', 'offline', 'disabled', 'unknown']),
  /** Whether it can do its work now: a printer without paper can be reached, and is not usable. */
  usable: z.boolean(),
  reason: text.nullable(),
  text: text.nullable(),
  since: instant,
  /** How often an open was attempted since it was last online. */
  attempts: count,
  evidence: z.enum(['ack', 'poll', 'enumeration', 'none']),
  reasons: z.array(reason).max(8),
});

/** `device/{id}/info`: what it is and where it is plugged in. */
export const deviceInfo = z.strictObject({
  kind: text,
  role: z.enum(['board', 'keys', 'rating', 'display', 'printer', 'scanner', 'speaker', 'signal']),
  title: text,
  /** Device path, `tcp://HOST:PORT`, USB ids or pins, as the site file names them. */
  place: text,
  counter: id.nullable(),
  /** The serial number that the device reports over USB HID; null for other devices. */
  serial: text.nullable(),
  /**
   * What it hangs on: when that is gone, so is the device. `board`: `id` is the board's among the devices; `serial`:
   * the path of a serial line; `network`: the host of a network device; `usb`: a hub, where the site file names a port.
   * Null where nothing is known, and for what is wired to the controller itself.
   */
  parent: z
    .strictObject({ kind: z.enum(['board', 'usb', 'serial', 'network']), id: text })
    .nullable()
    .exactOptional(),
});

/**
 * `device/{id}/health`: counts since the controller started. All devices have `opens`, `reconnects`, `losses`,
 * `io_errors`, `faults`, and `last_good_s` once there was evidence of the device; the other counts depend on the role.
 */
export const deviceHealth = z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.number());

export type DeviceStateMessage = z.output<typeof deviceState>;
