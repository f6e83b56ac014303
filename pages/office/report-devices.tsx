import type { ComponentChildren } from 'preact';
import type { DeviceSumsAnswer, ReportAnswer, SiteSumsAnswer } from '../../office/web/report-messages.ts';
import { say } from './office-texts.ts';
import { count, length, percent } from './report-words.ts';
import { pathToReport, pathToSite, wantedReport } from './view.ts';

export const notKnown = () => <span class="soft">{say('notKnown')}</span>;
const nothing = () => <span class="soft">–</span>;

/** A table with a title; `more`: rows that it does not have. */
export function ReportTable({
  id,
  title,
  why,
  heads,
  more = 0,
  empty,
  isGrouped = false,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly why?: string;
  /** The first is of text, the others of numbers. */
  readonly heads: readonly string[];
  readonly more?: number;
  /** What is said where there are no rows. */
  readonly empty?: string | undefined;
  /** The rows come in groups, each a `tbody`. */
  readonly isGrouped?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="card report-part" aria-labelledby={id} data-part={id}>
      <h3 id={id}>{title}</h3>
      {why !== undefined && <p class="soft">{why}</p>}
      {empty !== undefined ? (
        <p class="empty">{empty}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by the keyboard too.
        <div class="table-box" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {heads.map((head, at) => (
                  <th key={head} scope="col" class={at === 0 ? '' : 'number'}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            {isGrouped ? children : <tbody>{children}</tbody>}
          </table>
        </div>
      )}
      {more > 0 && (
        <p class="empty">
          + {count(more)} {say('inFiles')}
        </p>
      )}
    </section>
  );
}

/** The figures of all devices together. */
export function DeviceTiles({ of: { devices: all } }: { readonly of: ReportAnswer }) {
  const whole = all.up + all.down + all.unknown + all.maintenance;
  const part = (seconds: number) => (whole === 0 ? notKnown() : percent(seconds / whole, 1));
  const rows = [
    ['unknown', say('notKnown'), part(all.unknown)],
    ['maintenance', say('inMaintenance'), part(all.maintenance)],
    ['failures', say('failures'), all.share === null ? notKnown() : count(all.failures)],
    ['mtbf', say('mtbf'), all.share === null ? notKnown() : all.mtbf === null ? nothing() : length(all.mtbf)],
    ['mttr', say('mttr'), all.share === null ? notKnown() : all.mttr === null ? nothing() : length(all.mttr)],
  ] as const;
  return (
    <section class="report-tiles" aria-label={say('availability')}>
      <div class="tile figures wide">
        <strong class="figure" data-share>
          {all.share === null ? notKnown() : percent(all.share)}
        </strong>
        <span>
          {say('availability')} · {count(all.devices)} {say('devices').toLowerCase()}
        </span>
        <TimesBar of={all} />
        <small class="soft">{say('availabilityWhy')}</small>
      </div>
      {rows.map(([name, words, value]) => (
        <p key={name} class="tile figures" data-figure={name}>
          <strong class="figure">{value}</strong>
          <span>{words}</span>
        </p>
      ))}
    </section>
  );
}

/** Whose opening hours were used where sites do not say theirs. */
export function HoursNotes({ of: { hours } }: { readonly of: ReportAnswer }) {
  return (
    <>
      {hours.none > 0 && (
        <p class="problem" data-hours="none">
          {count(hours.none)} {say('hoursNoneWhy')}
        </p>
      )}
      {hours.office > 0 && (
        <p class="soft" data-hours="office">
          {count(hours.office)} {say('hoursOfficeWhy')}
        </p>
      )}
    </>
  );
}

const [width, height] = [1_000, 20];
/** The worse, the higher, as in the histories of sites. */
const parts = [
  ['up', 'well', 8],
  ['maintenance', 'maintenance', 12],
  ['unknown', 'unknown', 6],
  ['down', 'bad', 20],
] as const;

/** How the time was divided. What is there at all can be seen. */
function TimesBar({ of }: { readonly of: DeviceSumsAnswer }) {
  const whole = of.up + of.down + of.unknown + of.maintenance;
  const words = {
    up: say('up'),
    down: say('down'),
    unknown: say('notKnown'),
    maintenance: say('inMaintenance'),
  };
  const label = parts.map(([name]) => `${words[name]} ${length(of[name])}`).join(', ');
  let at = 0;
  return (
    <svg
      class="span-bar"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} class="axis" />
      {whole > 0 &&
        parts.map(([name, grade, tall]) => {
          const wide = of[name] === 0 ? 0 : Math.max(6, (of[name] / whole) * width);
          at += wide;
          return (
            <rect
              key={name}
              class={grade}
              x={Math.min(at - wide, width - wide)}
              y={height - tall}
              width={wide}
              height={tall}
            />
          );
        })}
    </svg>
  );
}

/** Availability, its parts, failures and how long repairs took: the last cells of a row. */
function SumsCells({ of }: { readonly of: DeviceSumsAnswer }) {
  const whole = of.up + of.down + of.unknown + of.maintenance;
  return (
    <>
      <td class="number strong">{of.share === null ? notKnown() : percent(of.share)}</td>
      <td class="bar-cell">
        <TimesBar of={of} />
      </td>
      <td class="number">{of.share === null ? nothing() : length(of.down)}</td>
      <td class="number">{of.share === null ? nothing() : count(of.failures)}</td>
      <td class="number">{of.mttr === null ? nothing() : length(of.mttr)}</td>
      <td class="number">{whole === 0 ? nothing() : percent(of.unknown / whole, 1)}</td>
    </>
  );
}

const sumsHeads = (): readonly string[] => [
  ...[say('availability'), ' ', say('down'), say('failures'), say('mttr'), say('notKnown')],
];

export function SiteTable({ of }: { readonly of: ReportAnswer }) {
  return (
    <ReportTable
      id="report-sites"
      title={`${say('sites')} (${count(of.count)})`}
      heads={[say('site'), ...sumsHeads()]}
      more={of.count - of.sites.length}
      empty={of.count === 0 ? say('noSites') : undefined}
    >
      {of.sites.map((site) => (
        <tr key={site.id} data-site={site.id}>
          <th scope="row">
            <a href={pathToReport({ ...wantedReport.value, site: site.id })}>{site.title ?? site.id}</a>
            <small>
              {site.region ?? say('noRegion')} <HoursChip of={site} isUsual={of.hours.site === 0} />
            </small>
          </th>
          <SumsCells of={site} />
        </tr>
      ))}
    </ReportTable>
  );
}

/** Where all sites are as this one, it is said once, above. */
function HoursChip({
  of: { hoursFrom },
  isUsual,
}: {
  readonly of: SiteSumsAnswer;
  readonly isUsual: boolean;
}) {
  if (hoursFrom === 'site' || (hoursFrom === 'office' && isUsual)) return null;
  return <span class="chip">{say(hoursFrom === 'office' ? 'hoursOffice' : 'hoursNone')}</span>;
}

/** Of all sites those that were down, the worst first; of one site all. */
export function WorstDevices({ of: { worst, site } }: { readonly of: ReportAnswer }) {
  return (
    <ReportTable
      id="report-worst"
      title={say(site === null ? 'worstDevices' : 'devices')}
      heads={[say('device'), ...sumsHeads()]}
      empty={worst.length === 0 ? say('noWorst') : undefined}
    >
      {worst.map((device) => (
        <tr key={`${device.site.id} ${device.id}`} data-device={device.id}>
          <th scope="row">
            {device.title ?? device.id}
            <small>
              {site === null ? (
                <a href={pathToSite(device.site.id)}>{device.site.title ?? device.site.id}</a>
              ) : (
                [device.role, device.model].filter(Boolean).join(' · ')
              )}
            </small>
          </th>
          <SumsCells of={device} />
        </tr>
      ))}
    </ReportTable>
  );
}

export function ModelTable({ of: { models, counts } }: { readonly of: ReportAnswer }) {
  return (
    <ReportTable
      id="report-models"
      title={say('models')}
      why={say('rateWhy')}
      heads={[say('model'), say('rate'), say('availability'), say('devices')]}
      more={counts.models - models.length}
      empty={models.length === 0 ? say('noDevices') : undefined}
    >
      {models.map((one) => (
        <tr key={`${one.kind} ${one.model}`} data-model={`${one.kind} ${one.model ?? ''}`}>
          <th scope="row">
            {one.kind ?? notKnown()}
            <small>{one.model ?? ''}</small>
          </th>
          <td class="number strong">
            {one.rate === null ? (
              <span class="soft">{say('tooShort')}</span>
            ) : (
              one.rate.toLocaleString(undefined, { maximumFractionDigits: 2 })
            )}
          </td>
          <td class="number">{one.share === null ? notKnown() : percent(one.share)}</td>
          <td class="number">{count(one.devices)}</td>
        </tr>
      ))}
    </ReportTable>
  );
}
