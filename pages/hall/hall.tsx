import { render } from 'preact';
import './hall.css';
import { Counter } from './counter.tsx';
import { Day } from './day.tsx';
import { Entrance } from './entrance.tsx';
import { Events } from './events.tsx';
import { Faults } from './faults.tsx';
import { connected, layout, said } from './hall-store.ts';
import { Header } from './header.tsx';
import { isKnown } from './known-state.ts';
import { Latency } from './latency.tsx';
import { say } from './page-texts.ts';
import { Queues } from './queues.tsx';
import { Speakers } from './speakers.tsx';

function Hall() {
  const hall = layout.value;
  const stale = isKnown.value ? [] : [say(connected.value ? 'brokerAway' : 'noConnection')];
  const notice = [...stale, ...said.value];
  return (
    <>
      {hall !== undefined && (
        <>
          <Header hall={hall} />
          <main>
            <Entrance hall={hall} />
            <div class="middle">
              <Queues hall={hall} />
              <section class="counters" aria-label={say('counters')}>
                {hall.counters.map((counter) => (
                  <Counter key={counter.id} of={counter} hall={hall} />
                ))}
              </section>
              <Day />
            </div>
            <div class="side">
              <Speakers hall={hall} />
              <Latency />
              <Events />
            </div>
            <Faults hall={hall} />
          </main>
        </>
      )}
      <p class={`notice${notice.length > 0 ? ' there' : ''}`} role="status" data-stale={stale.length > 0}>
        {notice.join(' ')}
      </p>
    </>
  );
}

render(<Hall />, document.body);
