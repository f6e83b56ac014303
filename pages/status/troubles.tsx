import type { DeviceRow, Trouble } from '../../firmware-host/status/status-types.ts';
import { spanInWords } from '../shared/span-words.ts';
import { DeviceOrders } from './device-orders.tsx';
import { Sign } from './sign.tsx';
import { statusTexts } from './status-page-texts.ts';
import { hallNow, inWords, language, status } from './status-store.ts';

/** What has to be mended, worst first: what, by whom, since when. */
export function Troubles() {
  const now = status.value;
  if (now === undefined) return null;
  const isHeard = now.hall === 'online';
  const devices = new Map(now.devices.map((device) => [device.id, device]));
  return (
    <section aria-labelledby="troubles">
      <h2 id="troubles">{inWords(statusTexts.troubles)}</h2>
      {now.troubles.length === 0 && (
        <p class="calm">{inWords(isHeard ? statusTexts.nothing : statusTexts.unheard)}</p>
      )}
      <ul class="cards">
        {now.troubles.map((trouble) => (
          <TroubleCard
            key={`${trouble.device} ${trouble.code}`}
            trouble={trouble}
            device={trouble.device === undefined ? undefined : devices.get(trouble.device)}
          />
        ))}
      </ul>
    </section>
  );
}

function TroubleCard({
  trouble,
  device,
}: {
  readonly trouble: Trouble;
  readonly device: DeviceRow | undefined;
}) {
  const { severity, says, detail, who, since, count, code } = trouble;
  const lasts = spanInWords((hallNow.value - since) / 1_000, language.value);
  return (
    <li class={`card ${severity}`} data-code={code} data-device={trouble.device}>
      <h3>
        <Sign works={severity === 'error' ? 'failed' : 'impaired'} />
        {trouble.device ?? inWords(statusTexts.controller)}
        {device?.counter !== undefined && <span class="where">{device.counter}</span>}
      </h3>
      <p>{inWords(says)}</p>
      {detail !== undefined && (
        <p class="soft seen">
          {inWords(statusTexts.seen)}: {inWords(detail)}
        </p>
      )}
      <p class="soft">
        {inWords(statusTexts.who)} <b>{inWords(who)}</b>, {inWords(statusTexts.since)} {lasts}
        {count > 1 && `, ${count} ${inWords(statusTexts.times)}`} <code>{code}</code>
      </p>
      {device !== undefined && <DeviceOrders device={device} />}
    </li>
  );
}
