import { useSignal } from '@preact/signals';
import type { DeviceLayout } from '../../simulators/page/page-messages.ts';
import { hand, send } from './hall-store.ts';
import { deadBecause } from './known-state.ts';
import { say } from './page-texts.ts';

/** A scanner: it scans a typed code, the ticket in the hand, or a ticket dragged onto it. */
export function Scanner({ of }: { of: DeviceLayout }) {
  const { id } = of;
  const dead = deadBecause(of);
  const text = useSignal('');
  const over = useSignal(false);
  const code = text.value.trim() || hand.value;
  const scan = (what: string | undefined) => {
    if (what === undefined || what === '' || dead !== undefined) return;
    send(`scan ${id} ${what}`);
    text.value = '';
    hand.value = undefined;
  };
  return (
    <form
      class={`scanner${over.value ? ' over' : ''}${dead === undefined ? '' : ' dead'}`}
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
        placeholder={dead ?? hand.value ?? say('dropHere')}
        title={dead}
        disabled={dead !== undefined}
        value={text.value}
        maxLength={120}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <button
        type="submit"
        disabled={code === undefined || dead !== undefined}
        aria-label={`${say('scan')} ${id}`}
      >
        {say('scan')}
      </button>
    </form>
  );
}
