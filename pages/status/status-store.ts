import { computed, signal } from '@preact/signals';
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

/** Gives an order, and shows what came of it. `about` is what it was about. */
export async function give(about: string, command: string, fields: object): Promise<void> {
  outcome.value = `${about}: ${inWords(statusTexts.doing)}`;
  const came = await feed.command(command, fields);
  outcome.value = `${about}: ${came.ok ? inWords(statusTexts.done) : came.text}`;
}

/** Whether the reader may give orders of this role. */
export function may(role: 'operate' | 'maintain'): boolean {
  const has = reader.value?.role;
  return has === 'maintain' || (has === 'operate' && role === 'operate');
}
