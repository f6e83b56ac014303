import { useEffect, useRef } from 'preact/hooks';
import { say, type TextName } from './office-texts.ts';
import { helpIsOpen } from './view.ts';

const keys: readonly (readonly [keys: string, what: TextName])[] = [
  ['j k', 'keyRows'],
  ['Enter', 'keyOpen'],
  ['/', 'keySearch'],
  ['i', 'keyIncidents'],
  ['a', 'keyAcknowledge'],
  ['1 – 7', 'keyViews'],
  ['Esc', 'keyBack'],
  ['?', 'keyHelp'],
];

/** A dialog of the browser: it holds the focus, and Esc closes it. */
export function HelpOfKeys() {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = helpIsOpen.value;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-labelledby="help-title"
      onClose={() => {
        helpIsOpen.value = false;
      }}
    >
      <h2 id="help-title">{say('help')}</h2>
      <dl>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{say(what)}</dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        onClick={() => {
          helpIsOpen.value = false;
        }}
      >
        {say('close')}
      </button>
    </dialog>
  );
}
