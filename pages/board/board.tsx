import { render } from 'preact';
import './board.css';
import { calling, now, staleSince, states } from './board-store.ts';

interface Named {
  readonly id: string;
  readonly title: string;
  readonly zone?: string;
}

/** Which counters this board shows, from the URL: all, those of one zone, or those that are named. */
const asked = new URLSearchParams(location.search);
const zone = asked.get('zone');
const named = asked.get('counters')?.split(',');

/** More columns could not be read from the last row of chairs. */
const columnsMax = 4;
const doing: Readonly<Record<string, string>> = { closed: 'Tutup', break: 'Istirahat' };

function Board() {
  const info = states.value.get('controller/info');
  const counters = (info?.counters ?? []) as readonly Named[];
  const services = (info?.services ?? []) as readonly Named[];
  const zoned = zone !== null && counters.some((counter) => counter.zone !== undefined);
  const here = counters.filter(
    (counter) => (!zoned || counter.zone === zone) && (named === undefined || named.includes(counter.id)),
  );
  const columns = Math.min(columnsMax, Math.ceil(Math.sqrt(here.length)));
  const clock = new Intl.DateTimeFormat('id', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: String(info?.zone ?? 'Asia/Jakarta'),
  });
  if (typeof info?.title === 'string') document.title = info.title;
  return (
    <div class="board">
      <header>
        <h1>{String(info?.title ?? 'Loket')}</h1>
        <p>{staleSince.value === undefined ? clock.format(now.value) : ''}</p>
      </header>
      {staleSince.value === undefined ? (
        <>
          <main class={`calls columns-${columns}`}>
            {here.map((counter) => (
              <Desk key={counter.id} of={counter} services={services} />
            ))}
          </main>
          <ul class="queues">
            {services.map(({ id, title }) => (
              <li key={id}>
                {title}: <strong>{String(states.value.get(`service/${id}/state`)?.waiting ?? '–')}</strong>{' '}
                menunggu
              </li>
            ))}
          </ul>
        </>
      ) : (
        <main class="stale">
          <p>Papan antrean sedang menyambung kembali.</p>
          <p>Mohon perhatikan papan angka di setiap loket.</p>
          <p class="since">Nomor tidak diperbarui sejak {clock.format(staleSince.value)}</p>
        </main>
      )}
    </div>
  );
}

function Desk({ of, services }: { of: Named; services: readonly Named[] }) {
  const state = states.value.get(`counter/${of.id}/state`);
  const is = String(state?.state ?? 'closed');
  const ticket = typeof state?.ticket === 'string' ? state.ticket : undefined;
  const service = services.find(({ id }) => id === state?.service)?.title ?? '';
  const again = is === 'called' && calling.value.has(of.id);
  return (
    <section class={`desk ${is}${again ? ' again' : ''}`} data-counter={of.id}>
      <span class="title">{of.title}</span>
      <span class="number">{ticket ?? doing[is] ?? '–'}</span>
      <span class="service">{service}</span>
    </section>
  );
}

render(<Board />, document.body);
