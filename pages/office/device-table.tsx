import type { DeviceAnswer, ReasonAnswer, SiteAnswer } from '../../office/web/office-messages.ts';
import { grade, rank, Sign } from './grades.tsx';
import { now } from './office-store.ts';
import { inLanguage, say } from './office-texts.ts';
import { fixWords, verdictWords } from './said-words.tsx';
import { SpanBar } from './span-bar.tsx';
import { duration, fullTime } from './time-words.ts';

const dayMs = 86_400_000;

/** The devices of a site, the worst first, each with its last day. */
export function DeviceTable({ of }: { readonly of: SiteAnswer }) {
  const order = ({ judgement }: DeviceAnswer): number => rank(judgement?.verdict ?? 'unknown');
  const devices = [...of.devices].sort((a, b) => order(a) - order(b) || a.id.localeCompare(b.id));
  return (
    <section class="card" aria-labelledby="devices-title">
      <h3 id="devices-title">
        {say('devices')} <span class="count">{devices.length}</span>
      </h3>
      {devices.length === 0 ? (
        <p class="empty">{say('noDevices')}</p>
      ) : (
        <ol class="device-rows">
          {devices.map((device) => (
            <DeviceRow key={device.id} of={device} site={of} />
          ))}
        </ol>
      )}
    </section>
  );
}

/** Each code once: the reasons of a hub name each device that it took along. */
function reasonsOf({ judgement }: DeviceAnswer): readonly ReasonAnswer[] {
  return [...new Map((judgement?.reasons ?? []).map((reason) => [reason.code, reason])).values()];
}

function DeviceRow({ of, site }: { readonly of: DeviceAnswer; readonly site: SiteAnswer }) {
  const { judgement, faults } = of;
  const verdict = judgement?.verdict ?? 'unknown';
  const what = [of.role, of.kind, of.model, of.place].filter((one) => one !== null && one !== '').join(' · ');
  // What the verdict does not repeat: warnings, or the last word of a site that is away.
  const others = faults.filter(({ code }) => !judgement?.reasons.some((reason) => reason.code === code));
  const to = now.value;
  return (
    <li class={`device ${grade(verdict)}`} data-device={of.id} data-verdict={judgement?.verdict ?? 'none'}>
      <Sign of={grade(verdict)} />
      <div class="device-name">
        <strong>{of.title ?? of.id}</strong>
        <small>
          {of.title !== null && <code>{of.id}</code>} {what}
        </small>
      </div>
      <div class="device-verdict">
        <span>
          {judgement === null ? say('notJudged') : verdictWords(verdict)}
          {judgement !== null && verdict !== 'well' && (
            <time title={fullTime(judgement.since)}> · {duration(to - judgement.since)}</time>
          )}
          {judgement !== null && judgement.fix !== 'nobody' && (
            <span class="chip">{fixWords(judgement.fix)}</span>
          )}
        </span>
        {reasonsOf(of).map((reason) => (
          <small key={reason.code}>{inLanguage(reason.words)}</small>
        ))}
        {others.map((fault) => (
          <small key={fault.code} class="soft">
            {inLanguage(fault.words)}
          </small>
        ))}
      </div>
      {site.history !== null && (
        <SpanBar
          spans={site.history.spans.filter(({ device }) => device === of.id)}
          from={to - dayMs}
          to={to}
        />
      )}
    </li>
  );
}
