import type { DeviceRow } from '../../firmware-host/status/status-types.ts';
import { DeviceOrders } from './device-orders.tsx';
import { Sign } from './sign.tsx';
import { statusTexts } from './status-page-texts.ts';
import { asked, inWords, status } from './status-store.ts';

/** All devices, worst first, with what is known of each and how it is known. */
export function DeviceList() {
  const devices = status.value?.devices ?? [];
  return (
    <section aria-labelledby="devices">
      <h2 id="devices">{inWords(statusTexts.devices)}</h2>
      <ul class="cards">
        {devices.map((device) => (
          <Device key={device.id} device={device} />
        ))}
      </ul>
    </section>
  );
}

function Device({ device }: { readonly device: DeviceRow }) {
  const { id, works, says, paper, counter, place, parent, evidence } = device;
  const hangs = parent === undefined ? '' : ` ${inWords(statusTexts.on)} ${parent}`;
  return (
    <li class={`card ${asked === id ? 'asked' : ''}`} data-listed={id} data-works={works}>
      <h3>
        <Sign works={works} />
        {id}
        {counter !== undefined && <span class="where">{counter}</span>}
      </h3>
      <p>
        {inWords(says)}
        {paper !== undefined && `, ${inWords(paper.says)}`}
      </p>
      <p class="soft">
        {place}
        {hangs} ({inWords(statusTexts.evidence)}: {inWords(evidence)})
      </p>
      <DeviceOrders device={device} />
    </li>
  );
}
