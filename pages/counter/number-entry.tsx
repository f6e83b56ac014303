import { language } from './counter-store.ts';
import { counterTexts } from './counter-texts.ts';
import { FunctionKey } from './function-key.tsx';
import { typed } from './typed-number.ts';

const digits = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '0'] as const;

/** A number is typed and called, or sent on to the counter of that number, as on a number pad. */
export function NumberEntry() {
  const speak = language.value;
  return (
    <fieldset class="entry">
      <legend>{counterTexts.typeNumber[speak]}</legend>
      <p class="typed">
        <span>{counterTexts.typed[speak]}:</span> <output>{typed.value === '' ? '–' : typed.value}</output>
      </p>
      <div class="digits">
        {digits.map((digit) => (
          <FunctionKey key={digit} of={`digit ${digit}`} digit />
        ))}
      </div>
      <div class="keys">
        <FunctionKey of="call-entered" />
        <FunctionKey of="transfer-entered" />
        <FunctionKey of="clear" />
      </div>
    </fieldset>
  );
}
