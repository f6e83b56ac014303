import type { Opening } from '../kind.ts';
import { thingLimits } from '../mqtt-thing/thing-limits.ts';
import type { ThingPayload } from '../mqtt-thing/thing-payload.ts';

/** Tells when a battery is nearly empty (`battery`, `battery_low` of Zigbee2MQTT), and when it is well again. */
export function createBattery(warn: Opening<unknown, never>['warn']): (payload: ThingPayload) => void {
  // An earlier opening may have told of it.
  let isLow = true;
  return (payload) => {
    const text = payload.field(['battery']);
    const percent = text === undefined ? Number.NaN : Number(text);
    const flag = payload.field(['battery_low']);
    if (percent <= thingLimits.batteryLowPercent) warn('thing.battery', `its battery has ${percent} %`);
    else if (flag === 'true') warn('thing.battery', 'it says that its battery is low');
    else if (isLow && (percent >= thingLimits.batteryWellPercent || flag === 'false'))
      warn('thing.battery', undefined);
    else return;
    isLow = percent <= thingLimits.batteryLowPercent || flag === 'true';
  };
}
