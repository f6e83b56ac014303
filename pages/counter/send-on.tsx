import { useSignal } from '@preact/signals';
import { desk, isOpen, language } from './counter-store.ts';
import { counterTexts } from './counter-texts.ts';
import { press, say } from './press-function.ts';

/** Sends the visitor at the counter on to a service or another counter. */
export function SendOn() {
  const speak = language.value;
  const to = useSignal('');
  const targets = desk.value?.targets;
  const send = (place: 'first' | 'last'): void => {
    if (to.value === '') say({ kind: 'choose' });
    else void press(`transfer ${to.value} ${place}`);
  };
  return (
    <fieldset>
      <legend>{counterTexts.sendOn[speak]}</legend>
      <label class="target">
        {counterTexts.target[speak]}
        <select
          value={to.value}
          onChange={(event) => {
            to.value = event.currentTarget.value;
          }}
        >
          <option value="">{counterTexts.chooseTarget[speak]}</option>
          {(['services', 'counters'] as const).map((kind) => (
            <optgroup key={kind} label={counterTexts[kind][speak]}>
              {targets?.[kind].map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <div class="keys">
        {(['last', 'first'] as const).map((place) => (
          <button
            key={place}
            type="button"
            class="key"
            data-send={place}
            aria-disabled={!isOpen.value}
            onClick={() => send(place)}
          >
            {counterTexts[place === 'last' ? 'sendLast' : 'sendFirst'][speak]}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
