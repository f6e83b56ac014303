import { render } from 'preact';
import './hall.css';
import { Counter } from './counter.tsx';
import { Day } from './day.tsx';
import { Entrance } from './entrance.tsx';
import { Events } from './events.tsx';
import { Faults } from './faults.tsx';
import { connected, layout, said } from './hall-store.ts';
import { Header } from './header.tsx';
import { Latency } from './latency.tsx';
import { say } from './page-texts.ts';
import { Queues } from './queues.tsx';
import { Speakers } from './speakers.tsx';

function Hall() {
  const hall = layout.value;
  const notice = connected.value ? said.value : [say('noConnection')];
  return (
    <>
      {hall !== undefined && (
        <>
          <Header hall={hall} />
          <main class={connected.value ? '' : 'away'}>
            <Queues hall={hall} />
            <Entrance hall={hall} />
            <div class="middle">
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
      <p class={`notice${notice.length > 0 ? ' there' : ''}`} role="status">
        {notice.join(' ')}
      </p>
    </>
  );
}

render(<Hall />, document.body);
