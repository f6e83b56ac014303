import * as z from 'zod';
import { reason } from './device-messages.ts';
import { count, id, instant, text } from './message-fields.ts';
import { holidays, openingHours } from './opening-hours.ts';

/**
 * `controller/state`. The last will is the same with `offline` and `lost`. It was written when its connection began:
 * `since` and `connection` are of that connection, and nothing in it is the time of the loss.
 */
export const controllerState = z.strictObject({
  state: z.enum(['online', 'offline']),
  /** `stopped`: by a person or the system. `lost`: power, process or network failed; only the last will has it. */
  reason: z.enum(['stopped', 'lost']).nullable(),
  since: instant.nullable(),
  /** Identifies this run of the process: a new value after a silence means that the controller restarted. */
  boot: text,
  /**
   * Which attempt of this run to connect to this broker became this connection, from 1. It only grows, and skips the
   * attempts that failed.
   */
  connection: count.exactOptional(),
  /** What is wrong with the controller itself, the worst first. Missing while it is offline: nothing is known then. */
  reasons: z.array(reason).max(8).exactOptional(),
});

/** `controller/info`: what is running, and what the ids of this site mean. */
export const controllerInfo = z.strictObject({
  version: text,
  title: text,
  zone: text,
  language: z.enum(['id', 'en']),
  /** As the site file has them: the office's name of the region, and decimal degrees. */
  region: id.exactOptional(),
  lat: z.number().min(-90).max(90).exactOptional(),
  lon: z.number().min(-180).max(180).exactOptional(),
  hours: openingHours.exactOptional(),
  holidays: holidays.exactOptional(),
  /** SHA-256 of the site file that is in force. */
  site_hash: text,
  node: text,
  os: text,
  services: z.array(z.strictObject({ id, title: text })),
  /** `zone`: the id of the part of the building it is in; absent where the site has none for it. */
  counters: z.array(z.strictObject({ id, number: count, title: text, zone: id.exactOptional() })),
  devices: z.array(id),
  kinds: z.array(text),
});

/** `controller/health`: flat numbers. A value that this machine cannot measure is left out, never guessed. */
export const controllerHealth = z.strictObject({
  /** When this was measured, by the controller's clock, and how often it is sent. */
  at: instant.exactOptional(),
  every_s: count.exactOptional(),
  uptime_s: count,
  rss_mb: z.number(),
  inbox_depth: count,
  devices_online: count,
  devices_total: count,
  clock_synced: z.boolean(),
  loop_lag_p99_ms: z.number().exactOptional(),
  /**
   * Time from a key press to its decision over the last ten to twenty minutes; absent when nothing was decided in them.
   */
  dispatch_p50_ms: z.number().exactOptional(),
  dispatch_p99_ms: z.number().exactOptional(),
  /** If false, nothing that happens now survives a restart, and no tickets are issued. */
  journal_ok: z.boolean(),
  /** Records that are not on the disk yet. */
  journal_waiting: count,
  journal_commit_p99_ms: z.number(),
  /** Clients of the embedded broker; absent with an external one, which does not report them. */
  mqtt_clients: count.exactOptional(),
  /**
   * How often the embedded broker refused a connection, a subscription or a message since the start; the log has the
   * clients.
   */
  mqtt_refused: count.exactOptional(),
  mqtt_depth: count.exactOptional(),
  /** Events since the start that were dropped because too many waited: `replay` sends them. */
  mqtt_dropped: count.exactOptional(),
  mqtt_lag_ms: z.number().exactOptional(),
  /** Commands over MQTT since the start. */
  commands_done: count.exactOptional(),
  commands_refused: count.exactOptional(),
  /**
   * The line to the central office: whether it is healthy, the last event that arrived there, how many have not
   * arrived.
   */
  uplink_ok: z.boolean().exactOptional(),
  uplink_sequence: count.exactOptional(),
  uplink_backlog: count.exactOptional(),
  /** Events left out since the start because the central broker cannot take them. */
  uplink_refused: count.exactOptional(),
  /** Why the site file on the disk is not the site in force, such as `config.invalid_kept_old`. */
  config_fault: text.exactOptional(),
  cpu_c: z.number().exactOptional(),
  disk_free_mb: z.number().exactOptional(),
  under_voltage: z.boolean().exactOptional(),
  throttled: z.boolean().exactOptional(),
  disk_readonly: z.boolean().exactOptional(),
});

export type ControllerState = z.output<typeof controllerState>;
export type ControllerHealth = z.output<typeof controllerHealth>;
