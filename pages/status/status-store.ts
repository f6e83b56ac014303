import { computed, effect, signal } from '@preact/signals';
import type { HallStatus } from '../../firmware-host/status/status-types.ts';
import type { PageReader } from '../../firmware-host/web/hall-page-messages.ts';
import { openHallFeed } from '../shared/hall-feed.ts';
import { statusTexts } from './status-page-texts.ts';

type Language = 'id' | 'en';
type Word = Readonly<Record<Language, string>>;

/** What the page knows of the hall. */
export const isOpen = signal(false);
export const reader = signal<PageReader | undefined>(undefined);
export const status = signal<HallStatus | undefined>(undefined);
/** What came of the last order; empty before the first. */
export const outcome = signal('');

const picked = signal<Language | undefined>(undefined);
export const language = computed<Language>(() => picked.value ?? status.value?.language ?? 'id');
export const pick = (chosen: Language): void => {
  picked.value = chosen;
};
export const inWords = (word: Word): string => word[language.value];

const tickEveryMs = 5_000;
/** The controller's time in Unix ms, as far as it is known. */
export const hallNow = signal(0);
let told = { at: 0, heard: 0 };
const hear = (at: number): void => {
  told = { at, heard: performance.now() };
  hallNow.value = at;
};
setInterval(() => {
  if (told.at > 0) hallNow.value = told.at + performance.now() - told.heard;
}, tickEveryMs);

const feed = openHallFeed('/status/feed', {
  language: () => language.value,
  connected(open) {
    isOpen.value = open;
    if (!open) status.value = undefined;
  },
  reader(who) {
    reader.value = who;
  },
  message(message) {
    if (message.type !== 'status') return;
    hear(message.at);
    status.value = message.status;
  },
});

/** The device that the address names: the label on a device leads to `/status#DEVICE`. */
export const asked = location.hash.slice(1);
let isFound = false;
effect(() => {
  if (isFound || status.value?.devices.some(({ id }) => id === asked) !== true) return;
  isFound = true;
  // Once the list is drawn.
  requestAnimationFrame(() => document.querySelector('.asked')?.scrollIntoView({ block: 'center' }));
});

/** So soon after the lists have changed, or the same was asked for, a touch is the second one of a double touch. */
const settleMs = 600;

/** What stands where: whatever an order is about moves when this changes. */
const listed = computed(() => {
  const { troubles = [], services = [], devices = [] } = status.value ?? {};
  const tickets = services.map(({ now }) => now?.unconfirmed_tickets ?? []);
  return JSON.stringify([
    troubles.map(({ device, code }) => [device, code]),
    tickets,
    devices.map(({ id }) => id),
  ]);
});
let changedAt = 0;
effect(() => {
  if (listed.value !== '') changedAt = performance.now();
});
let last = { order: '', at: -settleMs };

/**
 * Gives an order, and shows what came of it. `about` is what it was about. Not what has come below a finger that meant
 * something else, and not the same order twice; a key that is held down is one order.
 */
export async function give(about: string, command: string, fields: object): Promise<void> {
  const at = performance.now();
  const order = JSON.stringify([command, fields]);
  const isTwice = order === last.order && at - last.at < settleMs;
  last = { order, at };
  if (isTwice) return;
  if (at - changedAt < settleMs) {
    outcome.value = `${about}: ${inWords(statusTexts.changed)}`;
    return;
  }
  outcome.value = `${about}: ${inWords(statusTexts.doing)}`;
  const came = await feed.command(command, fields);
  outcome.value = `${about}: ${came.ok ? inWords(statusTexts.done) : came.text}`;
}

/** Whether the reader may give orders of this role. */
export function may(role: 'operate' | 'maintain'): boolean {
  const has = reader.value?.role;
  return has === 'maintain' || (has === 'operate' && role === 'operate');
}
