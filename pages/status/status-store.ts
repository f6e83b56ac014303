import { signal } from '@preact/signals';
import type { DeviceStateMessage } from '../../firmware-host/mqtt/messages/device-messages.ts';
import type { PageReader } from '../../firmware-host/web/hall-page-messages.ts';
import { openHallFeed } from '../shared/hall-feed.ts';

/** What the page knows of the hall. */
export const isOpen = signal(false);
export const language = signal<'id' | 'en'>('id');
export const reader = signal<PageReader | undefined>(undefined);
export const devices = signal<ReadonlyMap<string, DeviceStateMessage>>(new Map());

const deviceAddress = /^device\/([^/]+)\/state$/;

export const feed = openHallFeed('/status/feed', {
  language: () => language.value,
  connected(open) {
    isOpen.value = open;
    if (open) devices.value = new Map();
  },
  reader(who) {
    reader.value = who;
  },
  mqtt(address, payload) {
    if (address === 'controller/info') {
      language.value = (JSON.parse(payload) as { language: 'id' | 'en' }).language;
      document.documentElement.lang = language.value;
    }
    const id = deviceAddress.exec(address)?.[1];
    if (id === undefined) return;
    const next = new Map(devices.value);
    if (payload === '') next.delete(id);
    else next.set(id, JSON.parse(payload) as DeviceStateMessage);
    devices.value = next;
  },
});
