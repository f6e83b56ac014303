import { devices } from './hall-store.ts';
import { say } from './page-texts.ts';

const words = { off: 'lampOff', on: 'lampOn', flash: 'lampFlashes' } as const;

/** A signal lamp or buzzer, in colour and in words. */
export function Lamp({ id }: { id: string }) {
  const sight = devices.value.get(id);
  const state = sight?.lamp ?? 'off';
  return (
    <p class="lamp" data-device={id}>
      <span class={`bulb ${state}${sight?.plugged === false ? ' unplugged' : ''}`} aria-hidden="true" />{' '}
      {say('lamp')}: {say(sight?.plugged === false ? 'cableOut' : words[state])}
    </p>
  );
}
