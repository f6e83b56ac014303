import type { IncidentAnswer } from '../../office/web/office-messages.ts';
import { useAsked } from './asked-again.ts';
import { IncidentCards } from './incident-cards.tsx';
import { incidents } from './office-store.ts';
import { say } from './office-texts.ts';

export function PastIncidents() {
  const asked = useAsked<{ readonly incidents: readonly IncidentAnswer[] }>(() => {
    // Whatever changes among the open ones changes these too.
    void incidents.value;
    return '/api/incidents';
  });
  const { value, why } = asked.value;
  const newest = [...(value?.incidents ?? [])].sort((a, b) => b.openedAt - a.openedAt);
  return (
    <section class="incidents past" aria-labelledby="past-title">
      <h2 id="past-title">{say('pastIncidents')}</h2>
      {value === undefined && why !== undefined && <p class="problem">{say('noHistory')}</p>}
      {value !== undefined && <IncidentCards of={newest} empty="noIncidents" />}
    </section>
  );
}
