import type { DurationsAnswer, ReportAnswer, TicketSumsAnswer } from '../../office/web/report-messages.ts';
import { say } from './office-texts.ts';
import { notKnown, ReportTable } from './report-devices.tsx';
import { count, percent, wait } from './report-words.ts';
import { pathToReport, wantedReport } from './view.ts';

const nothing = () => <span class="soft">–</span>;

/** Waits and service times, no-shows and quotas, by service and of all together. */
export function QueueSums({ of: { services, tickets, counts } }: { readonly of: ReportAnswer }) {
  return (
    <ReportTable
      id="report-services"
      title={say('byService')}
      heads={[say('service'), ...ticketHeads()]}
      more={counts.services - services.length}
      empty={tickets === null || services.length === 0 ? say('noTickets') : undefined}
    >
      {services.map((service) => (
        <tr key={service.id} data-service={service.id}>
          <th scope="row">
            {service.title ?? service.id}
            {service.title !== null && <small>{service.id}</small>}
          </th>
          <TicketCells of={service} />
        </tr>
      ))}
      {tickets !== null && services.length > 1 && (
        <tr class="report-sum">
          <th scope="row">{say('all')}</th>
          <TicketCells of={tickets} />
        </tr>
      )}
    </ReportTable>
  );
}

/** The same by site: those where people waited longest first. */
export function SiteQueues({ of: { sites, count: all } }: { readonly of: ReportAnswer }) {
  const longest = (tickets: TicketSumsAnswer | null): number => tickets?.wait?.p90 ?? -1;
  const rows = [...sites].sort((a, b) => longest(b.tickets) - longest(a.tickets));
  return (
    <ReportTable
      id="report-site-queues"
      title={say('bySite')}
      heads={[say('site'), ...ticketHeads()]}
      more={all - sites.length}
      empty={rows.length === 0 ? say('noTickets') : undefined}
    >
      {rows.map(({ id, title, region, tickets }) => (
        <tr key={id} data-site={id}>
          <th scope="row">
            <a href={pathToReport({ ...wantedReport.value, site: id })}>{title ?? id}</a>
            <small>{region ?? say('noRegion')}</small>
          </th>
          {tickets === null ? <td colSpan={9}>{notKnown()}</td> : <TicketCells of={tickets} />}
        </tr>
      ))}
    </ReportTable>
  );
}

const ticketHeads = (): readonly string[] => [
  ...[say('tickets'), say('noShows')],
  ...[`${say('wait')}: ${say('mean')}`, `${say('wait')}: p50`, `${say('wait')}: p90`],
  ...[`${say('serviceTime')}: ${say('mean')}`, `${say('serviceTime')}: p50`, `${say('serviceTime')}: p90`],
  say('quotaUsed'),
];

function TicketCells({ of }: { readonly of: TicketSumsAnswer }) {
  const { quota } = of;
  return (
    <>
      <td class="number strong">{count(of.issued)}</td>
      <td class="number">{of.noShowShare === null ? nothing() : percent(of.noShowShare, 1)}</td>
      <DurationCells of={of.wait} />
      <DurationCells of={of.serviceTime} />
      <td class="number">
        {quota === null || quota.allowed === 0 ? (
          nothing()
        ) : (
          <>
            {percent(quota.issued / quota.allowed, 1)}
            <meter min={0} max={quota.allowed} value={quota.issued} aria-hidden="true" />
          </>
        )}
      </td>
    </>
  );
}

function DurationCells({ of }: { readonly of: DurationsAnswer | null }) {
  const shown = (seconds: number | undefined) => (seconds === undefined ? nothing() : wait(seconds));
  return (
    <>
      <td class="number">{shown(of?.mean)}</td>
      <td class="number">{shown(of?.p50)}</td>
      <td class="number">{shown(of?.p90)}</td>
    </>
  );
}
