import type { DeviceRow } from '../../firmware-host/status/status-types.ts';
import { statusTexts } from './status-page-texts.ts';
import { give, inWords, may } from './status-store.ts';

/** What a technician can do about a device from here. */
export function DeviceOrders({ device }: { readonly device: DeviceRow }) {
  if (!may('maintain')) return null;
  const { id, admin } = device;
  const inMaintenance = admin === 'maintenance';
  const orders = [
    [statusTexts.identify, 'identify-device', { device: id }],
    [statusTexts.test, 'test-device', { device: id }],
    [
      inMaintenance ? statusTexts.back : statusTexts.maintain,
      'maintain-device',
      { device: id, on: !inMaintenance },
    ],
  ] as const;
  return (
    <div class="orders">
      {orders.map(([word, command, fields]) => (
        <button
          key={command}
          type="button"
          aria-label={`${inWords(word)} ${id}`}
          onClick={() => give(`${inWords(word)} ${id}`, command, fields)}
        >
          {inWords(word)}
        </button>
      ))}
    </div>
  );
}
