import { useSignal } from '@preact/signals';
import type { JudgementAnswer, SiteAnswer } from '../../office/web/office-messages.ts';
import { useAsked } from './asked-again.ts';
import { DeviceTable } from './device-table.tsx';
import { grade, Sign } from './grades.tsx';
import { IncidentCards } from './incident-cards.tsx';
import { changes, now } from './office-store.ts';
import { say } from './office-texts.ts';
import { QueueTable } from './queue-table.tsx';
import { confidenceWords, fixWords, meaningOf, Reasons, verdictWords } from './said-words.tsx';
import { SpanBar } from './span-bar.tsx';
import { clockTime, duration, fullTime } from './time-words.ts';
import { pathToReportOf, shownSite } from './view.ts';

const dayMs = 86_400_000;

/** One site: what is said of it and why, its queues, devices, history and inventory. */
export function SitePage() {
  const asked = useAsked<SiteAnswer>(() => {
    const id = shownSite.value;
    void changes.value.get(id);
    return `/api/site/${encodeURIComponent(id)}`;
  });
  const { value: site, why } = asked.value;
  const back = (
    <a class="back" href="#/">
      ← {say('back')} <kbd>Esc</kbd>
    </a>
  );
  if (why === 'unknown')
    return (
      <div class="site-page">
        {back}
        <p class="empty">{say('unknownSite')}</p>
      </div>
    );
  if (site === undefined) return <div class="site-page">{back}</div>;
  return (
    <div class="site-page" data-shown={site.id}>
      {back}
      <header class="site-head">
        <h2>{site.title ?? site.id}</h2>
        <p class="soft">
          <code>{site.id}</code> · {site.region ?? say('noRegion')} · {say('lastHeard')}{' '}
          {site.heardAt === null ? (
            say('notHeard')
          ) : (
            <time title={fullTime(site.heardAt)}>{clockTime(site.heardAt, now.value)}</time>
          )}{' '}
          · <a href={pathToReportOf(site.id)}>{say('reportOf')}</a> ·{' '}
          <a href={pathToReportOf(site.id, 'satisfaction')}>{say('satisfaction')}</a>
        </p>
      </header>
      <VerdictCard of={site.judgement} />
      <History of={site} />
      <QueueTable of={site} />
      <DeviceTable of={site} />
      <section class="card" aria-labelledby="site-incidents">
        <h3 id="site-incidents">{say('pastIncidents')}</h3>
        {site.history === null && <p class="problem">{say('noHistory')}</p>}
        {site.history !== null && (
          <IncidentCards
            of={[...site.history.incidents].sort((a, b) => b.openedAt - a.openedAt)}
            empty="noIncidents"
          />
        )}
      </section>
      <SiteInventory of={site} />
    </div>
  );
}

function VerdictCard({ of }: { readonly of: JudgementAnswer }) {
  const { verdict, candidates, confidence, fix, measured } = of;
  return (
    <section
      class={`card verdict ${grade(verdict)}`}
      aria-label={verdictWords(verdict)}
      data-verdict={verdict}
    >
      <div class="verdict-words">
        <Sign of={grade(verdict)} />
        <div>
          <h3>{verdictWords(verdict)}</h3>
          <p>{meaningOf(verdict)}</p>
          <Reasons of={of.reasons} />
        </div>
      </div>
      <dl class="facts">
        <div>
          <dt>{say('since')}</dt>
          <dd title={fullTime(of.since)}>
            {clockTime(of.since, now.value)} <small>({duration(now.value - of.since)})</small>
          </dd>
        </div>
        <div>
          <dt>{say('knownAt')}</dt>
          <dd title={fullTime(of.knownAt)}>{clockTime(of.knownAt, now.value)}</dd>
        </div>
        {verdict !== 'well' && (
          <div>
            <dt>{say('confidence')}</dt>
            <dd>{confidenceWords(confidence)}</dd>
          </div>
        )}
        {fix !== 'nobody' && (
          <div>
            <dt>{say('mends')}</dt>
            <dd>{fixWords(fix)}</dd>
          </div>
        )}
        {candidates.length > 0 && (
          <div class="wide">
            <dt>{say('mayBe')}</dt>
            <dd>{candidates.map(verdictWords).join(' · ')}</dd>
          </div>
        )}
        {measured !== null && (
          <div class="wide">
            <dt>{say('otherwise')}</dt>
            <dd>{verdictWords(measured)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function History({ of }: { readonly of: SiteAnswer }) {
  const isWeek = useSignal(false);
  const to = now.value;
  const from = isWeek.value ? of.historyFrom : to - dayMs;
  return (
    <section class="card history" aria-labelledby="history-title">
      <div class="card-head">
        <h3 id="history-title">{say('history')}</h3>
        <fieldset class="pick">
          <legend class="unseen">{say('history')}</legend>
          {[false, true].map((week) => (
            <button
              key={String(week)}
              type="button"
              aria-pressed={isWeek.value === week}
              onClick={() => {
                isWeek.value = week;
              }}
            >
              {say(week ? 'week' : 'day')}
            </button>
          ))}
        </fieldset>
      </div>
      {of.history === null ? (
        <p class="problem">{say('noHistory')}</p>
      ) : (
        <>
          <SpanBar spans={of.history.spans.filter(({ device }) => device === null)} from={from} to={to} />
          <p class="ends">
            <span>{clockTime(from, to)}</span>
            <span>{clockTime(to, to)}</span>
          </p>
        </>
      )}
    </section>
  );
}

function SiteInventory({ of: { inventory } }: { readonly of: SiteAnswer }) {
  const { version, siteHash, os, node, kinds } = inventory;
  const rows = [
    [say('version'), version],
    [say('siteHash'), siteHash?.slice(0, 12)],
    [say('os'), os],
    ['Node', node],
    [say('kinds'), kinds?.join(', ')],
  ] as const;
  return (
    <section class="card" aria-labelledby="site-inventory">
      <h3 id="site-inventory">{say('inventory')}</h3>
      <dl class="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value ?? <span class="soft">{say('notKnown')}</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
