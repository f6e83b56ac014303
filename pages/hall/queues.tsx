import type { Layout } from '../../simulators/page/page-messages.ts';
import { isKnown, stateAt } from './known-state.ts';
import { codeWords, say } from './page-texts.ts';

/** The queue of each service, from MQTT. */
export function Queues({ hall }: { hall: Layout }) {
  return (
    <section class="queues" aria-label={say('queues')}>
      {hall.services.map(({ id, title }) => {
        const state = stateAt(`service/${id}/state`);
        const longest = Number(state?.longest_wait_s ?? 0);
        return (
          <div key={id} class={`queue${state?.open === false ? ' shut' : ''}`} data-service={id}>
            <span class="name">{title}</span>
            <strong>{String(state?.waiting ?? '–')}</strong>
            <small>
              {say(isKnown.value ? 'waiting' : 'unknown')}
              {longest >= 60 && `, ${say('longest')} ${Math.floor(longest / 60)} min`}
              {state?.open === false && state.reason !== null
                ? ` · ${codeWords('refusals', String(state.reason))}`
                : ''}
            </small>
          </div>
        );
      })}
    </section>
  );
}
