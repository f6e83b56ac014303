import type { CounterRow, ServiceRow } from '../../firmware-host/status/status-types.ts';
import { spanInWords } from '../shared/span-words.ts';
import { Sign } from './sign.tsx';
import { statusTexts } from './status-page-texts.ts';
import { inWords, language, status } from './status-store.ts';

/** The queues and the counters, with their figures. */
export function QueuesAndCounters() {
  const { services = [], counters = [] } = status.value ?? {};
  return (
    <>
      <section aria-labelledby="queues">
        <h2 id="queues">{inWords(statusTexts.queues)}</h2>
        <ul class="cards">
          {services.map((service) => (
            <Queue key={service.id} service={service} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="counters">
        <h2 id="counters">{inWords(statusTexts.counters)}</h2>
        <ul class="cards narrow">
          {counters.map((counter) => (
            <Counter key={counter.id} counter={counter} />
          ))}
        </ul>
      </section>
    </>
  );
}

function Queue({ service: { id, title, now, says } }: { readonly service: ServiceRow }) {
  return (
    <li class="card" data-service={id}>
      <h3>
        {title} <span class="where">{inWords(says)}</span>
      </h3>
      {now?.surge === true && (
        <p>
          <Sign works="impaired" /> {inWords(statusTexts.surge)}
        </p>
      )}
      {now !== undefined && (
        <dl class="figures">
          <Figure of={statusTexts.waiting} is={`${now.waiting}`} />
          <Figure
            of={statusTexts.longest}
            is={now.waiting === 0 ? '-' : spanInWords(now.longest_wait_s, language.value)}
          />
          <Figure of={statusTexts.left} is={`${now.quota_left ?? '-'}`} />
          <Figure of={statusTexts.issued} is={`${now.issued}`} />
        </dl>
      )}
    </li>
  );
}

function Figure({ of, is }: { readonly of: Readonly<Record<'id' | 'en', string>>; readonly is: string }) {
  return (
    <div>
      <dt>{inWords(of)}</dt>
      <dd>{is}</dd>
    </div>
  );
}

function Counter({ counter: { id, title, says } }: { readonly counter: CounterRow }) {
  return (
    <li class="card" data-counter={id}>
      <h3>{title}</h3>
      <p>{inWords(says)}</p>
    </li>
  );
}
