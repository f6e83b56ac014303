import { signal } from '@preact/signals';
import type {
  CounterStateMessage,
  ServiceStateMessage,
} from '../../firmware-host/mqtt/messages/hall-messages.ts';
import type { Keypad, OfficerDesk, PageReader } from '../../firmware-host/web/hall-page-messages.ts';
import { openHallFeed } from '../shared/hall-feed.ts';

/** The counter whose page this is. */
const counter = location.pathname.split('/')[2] ?? '';

/** What the page knows of it. */
export const isOpen = signal(false);
/** Whether the messages of the hall come: without its broker the page hears of nothing but its own presses. */
export const hasBroker = signal(true);
/** Undefined until it was told; null: the site has no such counter. */
export const desk = signal<OfficerDesk | null | undefined>(undefined);
export const keypads = signal<readonly Keypad[]>([]);
export const reader = signal<PageReader | undefined>(undefined);
export const state = signal<CounterStateMessage | undefined>(undefined);
export const services = signal<ReadonlyMap<string, ServiceStateMessage>>(new Map());
/** The controller's time at the last beat, in Unix ms. */
export const hallAt = signal<number | undefined>(undefined);

export type Language = 'id' | 'en';
const kept = 'loket-language';
/** The one that was chosen here before, else that of the site. */
const chosen = signal<string | null>(localStorage.getItem(kept));

export const language = signal<Language>('id');

export function chooseLanguage(to: Language): void {
  localStorage.setItem(kept, to);
  chosen.value = to;
  speak();
}

function speak(): void {
  const { value } = chosen;
  language.value = value === 'id' || value === 'en' ? value : (desk.value?.language ?? 'id');
  document.documentElement.lang = language.value;
}
speak();

const serviceAddress = /^service\/([^/]+)\/state$/;

/** Called when a connection begins: what belonged to the one before is over. */
const renewed: (() => void)[] = [];
export const onRenewed = (listener: () => void): void => void renewed.push(listener);

export const feed = openHallFeed(`/counter/${counter}/feed`, {
  language: () => language.value,
  connected(open) {
    isOpen.value = open;
    if (!open) return;
    state.value = undefined;
    services.value = new Map();
    for (const listener of renewed) listener();
  },
  reader(who) {
    reader.value = who;
  },
  message(message) {
    if (message.type === 'desk') {
      desk.value = message.desk;
      speak();
    }
    if (message.type === 'keypads') keypads.value = message.keypads;
    if (message.type === 'beat') {
      hasBroker.value = message.broker;
      hallAt.value = message.at;
    }
  },
  mqtt(address, payload) {
    if (address === `counter/${counter}/state`)
      state.value = payload === '' ? undefined : (JSON.parse(payload) as CounterStateMessage);
    const id = serviceAddress.exec(address)?.[1];
    if (id === undefined) return;
    const next = new Map(services.value);
    if (payload === '') next.delete(id);
    else next.set(id, JSON.parse(payload) as ServiceStateMessage);
    services.value = next;
  },
});
