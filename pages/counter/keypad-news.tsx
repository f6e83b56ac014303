import type { Keypad } from '../../firmware-host/web/hall-page-messages.ts';
import { desk, hallAt, isOpen, keypads, language } from './counter-store.ts';
import { counterTexts } from './counter-texts.ts';
import { timeOfDay } from './time-of-day.ts';

const headlines = {
  failed: 'keypadDead',
  unknown: 'keypadUnknown',
  impaired: 'keypadImpaired',
  off: 'keypadOff',
  well: 'keypadWell',
} as const satisfies Record<Keypad['works'], keyof typeof counterTexts>;
const worstFirst = Object.keys(headlines) as readonly Keypad['works'][];

/** The worst of the keypads. While the controller is away nothing is known of them. */
function worst(): Keypad['works'] {
  if (!isOpen.value) return 'unknown';
  return worstFirst.find((works) => keypads.value.some((keypad) => keypad.works === works)) ?? 'unknown';
}

/** In one line at the top: whether the keys on the desk work. */
export function KeypadChip() {
  const speak = language.value;
  const hasKeys = keypads.value.length > 0;
  const works = hasKeys ? worst() : 'off';
  return (
    <a class="chip" href="#keypad" data-works={works}>
      {hasKeys ? counterTexts[headlines[works]][speak] : counterTexts.noKeypad[speak]}
    </a>
  );
}

/** How the keys on the desk are: since when, why, and who mends them. */
export function KeypadNews() {
  const speak = language.value;
  return (
    <section id="keypad" tabIndex={-1}>
      <h2>{counterTexts.keypad[speak]}</h2>
      {keypads.value.length === 0 && <p>{counterTexts.noKeypad[speak]}</p>}
      {keypads.value.map((keypad) => (
        <OneKeypad key={keypad.id} of={keypad} />
      ))}
      {worst() === 'failed' && <p class="instead">{counterTexts.useThisPage[speak]}</p>}
    </section>
  );
}

function OneKeypad({ of: { id, title, works, says, since, troubles } }: { readonly of: Keypad }) {
  const speak = language.value;
  const zone = desk.value?.zone ?? 'UTC';
  const from = (at: number) =>
    `${counterTexts.since[speak]} ${timeOfDay(at, { zone, now: hallAt.value, language: speak })}`;
  if (!isOpen.value)
    return (
      <p data-keypad={id} data-works="unknown">
        <strong>{title[speak]}</strong> <code>{id}</code>: {counterTexts.notKnown[speak]}
      </p>
    );
  return (
    <div data-keypad={id} data-works={works}>
      <p>
        <strong>{title[speak]}</strong> <code>{id}</code>: {says[speak]}
        {since !== null && `, ${from(since)}`}
      </p>
      <ul>
        {troubles.map(({ code, says, who, since }) => (
          <li key={code}>
            {says[speak]} <br />
            {counterTexts.mends[speak]}: {who[speak]} ({from(since)}; <code>{code}</code>)
          </li>
        ))}
      </ul>
    </div>
  );
}
