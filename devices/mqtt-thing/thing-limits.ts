/** Limits of devices that speak MQTT, in one place. */
export const thingLimits = {
  /** The longest message of a device that is read; a button of Zigbee2MQTT says some 300 bytes. */
  payloadMaxBytes: 4 * 1024,
  /** How long an attempt to open a device waits until the broker says that it is there. */
  presenceMs: 3_000,
  /** How long a display has to say what it shows. */
  echoMs: 2_000,
  /** How old a press may be, where the device says when it was. */
  pressMostMs: 5_000,
  /** Battery in percent at which somebody is told, and from which it is well again. */
  batteryLowPercent: 15,
  batteryWellPercent: 25,
} as const;
