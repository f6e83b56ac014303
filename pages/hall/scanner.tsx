import { useSignal } from '@preact/signals';
import { hand, send } from './hall-store.ts';
import { say } from './page-texts.ts';

/** A scanner: it scans a typed code, the ticket in the hand, or a ticket dragged onto it. */
export function Scanner({ id }: { id: string }) {
  const text = useSignal('');
  const over = useSignal(false);
  const code = text.value.trim() || hand.value;
  const scan = (what: string | undefined) => {
    if (what === undefined || what === '') return;
    send(`scan ${id} ${what}`);
    text.value = '';
    hand.value = undefined;
  };
  return (
    <form
      class={`scanner${over.value ? ' over' : ''}`}
      data-device={id}
      onSubmit={(event) => {
        event.preventDefault();
        scan(code);
      }}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        scan(event.dataTransfer?.getData('text/plain'));
      }}
    >
      <span class="lens" aria-hidden="true" />
      <input
        aria-label={`${say('scanner')} ${id}: ${say('code')}`}
        placeholder={hand.value ?? say('dropHere')}
        value={text.value}
        maxLength={120}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <button type="submit" disabled={code === undefined}>
        {say('scan')}
      </button>
    </form>
  );
}
