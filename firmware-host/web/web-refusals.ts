import type { DoorRefusal } from './http-door.ts';

export type WebRefusal =
  | DoorRefusal
  | 'host'
  | 'origin'
  | 'no-place'
  | 'too-many-orders'
  | 'role'
  | 'login'
  | 'too-many-logins'
  | 'failed';

/** The refused client, and the host name or origin that it sent. */
export interface WebOffender {
  readonly address: string;
  readonly said?: string | undefined;
}
