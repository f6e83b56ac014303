import { effect, signal } from '@preact/signals';
import { devices } from './hall-store.ts';

/** The speakers that somebody listens to. Browsers play nothing before a person has asked for it. */
export const listened = signal<ReadonlySet<string>>(new Set());

let context: AudioContext | undefined;
/** The last sound that was seen of each speaker: it is played once, also when the connection is made anew. */
const seen = new Map<string, string>();
const speaking = new Set<string>();

/** From now on a speaker is listened to, or not any more. */
export function listen(speaker: string, on: boolean): void {
  context ??= new AudioContext();
  const now = new Set(listened.value);
  if (on) now.add(speaker);
  else now.delete(speaker);
  listened.value = now;
}

effect(() => {
  for (const [id, { speaker }] of devices.value) {
    if (speaker === undefined || seen.get(id) === speaker.sound) continue;
    seen.set(id, speaker.sound);
    if (listened.peek().has(id)) void speak(id);
  }
});

/** Plays the last sound of a speaker, and then what it has said in the meantime: only the newest of it. */
async function speak(id: string): Promise<void> {
  if (speaking.has(id)) return;
  speaking.add(id);
  let played: string | undefined;
  for (let path = seen.get(id); path !== undefined && path !== played; path = seen.get(id)) {
    played = path;
    await play(path).catch((thrown) => console.warn(thrown));
  }
  speaking.delete(id);
}

async function play(path: string): Promise<void> {
  if (context === undefined) return;
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const source = context.createBufferSource();
  source.buffer = await context.decodeAudioData(await answer.arrayBuffer());
  source.connect(context.destination);
  await new Promise((resolve) => {
    source.onended = resolve;
    source.start();
  });
}
