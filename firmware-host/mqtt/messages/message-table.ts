import type { z } from 'zod';
import type { Delivery } from '../broker-connection.ts';
import { controllerHealth, controllerInfo, controllerState } from './controller-messages.ts';
import { deviceHealth, deviceInfo, deviceState } from './device-messages.ts';
import type { Title } from './event-table.ts';
import { boardState, counterState, serviceState } from './hall-messages.ts';
import { hallRatingState, ratingState } from './rating-messages.ts';

/** One topic of the contract: how it is delivered, and what it carries. */
export interface MessageRow<Schema extends z.ZodType = z.ZodType> extends Delivery {
  readonly title: Title;
  readonly schema: Schema;
}

function retained<Schema extends z.ZodType>(
  qos: 0 | 1,
  indonesian: string,
  english: string,
  schema: Schema,
): MessageRow<Schema> {
  return { retain: true, qos, title: { id: indonesian, en: english }, schema };
}

/** The retained state topics, by address, in the order in which they are published at every connection. */
export const stateTable = {
  'controller/state': retained(1, 'Keadaan pengendali', 'State of the controller', controllerState),
  'controller/info': retained(1, 'Perangkat lunak dan isi situs', 'Software and site', controllerInfo),
  'controller/health': retained(0, 'Kesehatan pengendali', 'Health of the controller', controllerHealth),
  'device/{id}/info': retained(1, 'Jenis dan tempat perangkat', 'Kind and place of a device', deviceInfo),
  'device/{id}/state': retained(1, 'Keadaan perangkat', 'State of a device', deviceState),
  'device/{id}/health': retained(0, 'Hitungan perangkat', 'Counts of a device', deviceHealth),
  'service/{id}/state': retained(1, 'Antrean layanan', 'Queue of a service', serviceState),
  'counter/{id}/state': retained(1, 'Keadaan loket', 'State of a counter', counterState),
  'rating/{id}/state': retained(
    1,
    'Penilaian pengunjung layanan hari ini',
    'What visitors of a service answered today',
    ratingState,
  ),
  'rating/state': retained(
    1,
    'Penilaian dan pengaduan di balai hari ini',
    'Answers of today that count for no service, and complaints',
    hallRatingState,
  ),
  'board/state': retained(1, 'Pemberitahuan untuk pengunjung', 'Notices for visitors', boardState),
} as const;

export type StateAddress = keyof typeof stateTable;
export type StatePayload<A extends StateAddress> = z.output<(typeof stateTable)[A]['schema']>;

/** Events are not retained: a board that connects must not take the last call for a new one. */
export const eventDelivery: Delivery = { retain: false, qos: 1 };
