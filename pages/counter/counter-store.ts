import { signal } from '@preact/signals';
import type { CounterStateMessage } from '../../firmware-host/mqtt/messages/hall-messages.ts';
import { openHallFeed } from '../shared/hall-feed.ts';

/** The counter whose page this is. */
const counter = location.pathname.split('/')[2] ?? '';

/** What the page knows of it. */
export const isOpen = signal(false);
export const language = signal<'id' | 'en'>('id');
export const title = signal(counter);
export const state = signal<CounterStateMessage | undefined>(undefined);

interface Info {
  readonly language: 'id' | 'en';
  readonly counters: readonly { readonly id: string; readonly title: string }[];
}

export const feed = openHallFeed(`/counter/${counter}/feed`, {
  language: () => language.value,
  connected(open) {
    isOpen.value = open;
    if (open) state.value = undefined;
  },
  reader: () => undefined,
  mqtt(address, payload) {
    if (address === 'controller/info') {
      const info = JSON.parse(payload) as Info;
      language.value = info.language;
      document.documentElement.lang = info.language;
      title.value = info.counters.find(({ id }) => id === counter)?.title ?? counter;
    }
    if (address === `counter/${counter}/state`)
      state.value = payload === '' ? undefined : (JSON.parse(payload) as CounterStateMessage);
  },
});
