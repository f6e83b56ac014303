import { desk, hallAt, hasBroker, isOpen, language, state } from './counter-store.ts';
import { counterTexts, stateWords } from './counter-texts.ts';
import { timeOfDay } from './time-of-day.ts';

/** The ticket at the counter and what the counter does. */
export function NowPanel() {
  const speak = language.value;
  const now = state.value;
  const own = desk.value;
  const isLate = !isOpen.value || !hasBroker.value;
  const service = own?.serves.find(({ id }) => id === now?.service)?.title ?? now?.service ?? '';
  const since =
    now?.since == null || own == null
      ? ''
      : `${counterTexts.since[speak]} ${timeOfDay(Date.parse(now.since), { zone: own.zone, now: hallAt.value, language: speak })}`;
  const doing = (now && stateWords[now.state]?.[speak]) ?? counterTexts.notKnown[speak];
  const reason = now?.reason ?? '';
  return (
    <section
      class="now"
      data-state={now?.state ?? 'unknown'}
      aria-label={counterTexts.now[speak]}
      aria-live="polite"
    >
      <p class="ticket">{now?.ticket ?? counterTexts.nobody[speak]}</p>
      <p class="doing">
        {isLate && <span class="late">{counterTexts.lastKnown[speak]}: </span>}
        <strong>{doing}</strong>
        {[reason, service, since].filter((part) => part !== '').map((part) => ` · ${part}`)}
      </p>
    </section>
  );
}
