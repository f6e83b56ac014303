import { render } from 'preact';
import './office.css';
import { HelpOfKeys } from './help-of-keys.tsx';
import { IncidentCards } from './incident-cards.tsx';
import { InventoryView } from './inventory-view.tsx';
import { LogIn } from './log-in.tsx';
import { OfficeHeader } from './office-header.tsx';
import { listenToKeys } from './office-keys.ts';
import {
  announced,
  begin,
  incidents,
  lostAt,
  me,
  rootIncidents,
  siteName,
  sites,
  words,
} from './office-store.ts';
import { inLanguage, say } from './office-texts.ts';
import { PastIncidents } from './past-incidents.tsx';
import { ReportsView } from './reports-view.tsx';
import { SatisfactionView } from './satisfaction-view.tsx';
import { SiteList } from './site-list.tsx';
import { SiteMap } from './site-map.tsx';
import { SitePage } from './site-page.tsx';
import { Summary } from './summary.tsx';
import { clockTime } from './time-words.ts';
import { view } from './view.ts';
import { keepPlaces } from './view-places.ts';
import { WindowsView } from './windows-view.tsx';

function Overview() {
  return (
    <div class="overview">
      <Summary />
      <section class="incidents" aria-labelledby="incidents-title">
        <h2 id="incidents-title">
          {say('openIncidents')} <span class="count">{rootIncidents.value.length}</span>
        </h2>
        <IncidentCards of={rootIncidents.value} empty="noIncidents" />
      </section>
      <SiteList />
    </div>
  );
}

function Shown() {
  switch (view.value) {
    case 'overview':
      return <Overview />;
    case 'map':
      return <SiteMap />;
    case 'incidents':
      return <PastIncidents />;
    case 'inventory':
      return <InventoryView />;
    case 'windows':
      return <WindowsView />;
    case 'reports':
      return <ReportsView key="reports" />;
    case 'satisfaction':
      return <SatisfactionView key="satisfaction" />;
    case 'site':
      return <SitePage />;
  }
}

/** Says by itself what is new, for those who do not see the page. */
function Announcer() {
  const news = announced.value;
  const said = words.value;
  const text =
    news === undefined || said === undefined
      ? ''
      : `${say('newIncident')}: ${inLanguage(said.verdicts[news.verdict])} ${news.site === null ? (news.region ?? '') : siteName(news.site)}`;
  return (
    <p class="unseen" role="status" aria-live="polite" data-announcer>
      {text}
    </p>
  );
}

function Lost() {
  const at = lostAt.value;
  return (
    <p class={`lost${at === undefined ? '' : ' there'}`} role="alert">
      {at === undefined ? '' : `${say('lost')} ${clockTime(at, at)}.`}
    </p>
  );
}

function Office() {
  if (me.value === undefined) return <p class="connecting">{say('connecting')}</p>;
  if (me.value === null) return <LogIn />;
  const count = rootIncidents.value.length;
  document.title = `${count === 0 ? '' : `(${count}) `}${say('office')}`;
  const isReady = sites.value !== undefined && words.value !== undefined;
  return (
    <>
      <button type="button" class="skip" onClick={toMain}>
        {say('skip')}
      </button>
      <OfficeHeader />
      <Lost />
      <main
        id="main"
        tabIndex={-1}
        class={lostAt.value === undefined ? '' : 'away'}
        data-open={incidents.value.size}
      >
        {isReady ? <Shown /> : <p class="connecting">{say('connecting')}</p>}
      </main>
      <Announcer />
      <HelpOfKeys />
    </>
  );
}

/** No link: the address says which view is shown, and stays. */
function toMain(): void {
  document.getElementById('main')?.focus();
}

listenToKeys();
keepPlaces();
void begin();
render(<Office />, document.body);
