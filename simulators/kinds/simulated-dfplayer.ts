import { dfplayer } from '../../devices/dfplayer/dfplayer.ts';
import { pathOfTrack, tracksOf } from '../../devices/dfplayer/tracks.ts';
import type { Cancel } from '../../devices/ports.ts';
import { gainOf } from '../../devices/speaker/announcement.ts';
import { wireCable } from '../cable.ts';
import { type PlayedTrack, SimulatedDfplayer } from '../dfplayer-hardware.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

/** A pause of this length ends an announcement, as the chime of the next one does. */
const pauseMs = 1_000;
const samplesPerMs = 22.05;

/** The module with the card that `loket voice build --card` writes for the clips of the hall. */
export const simulator = simulatedKind(dfplayer, ({ address, checksum }, bench, id) => {
  const nameOf = (file: string) =>
    [...tracksOf(bench.clips.names())].find(([, track]) => pathOfTrack(track) === file)?.[0];
  const clipOn = (file: string) => bench.clips.get(nameOf(file) ?? '');
  let played: readonly PlayedTrack[] = [];
  let cancel: Cancel = () => undefined;
  const module = bench.onWire(
    address,
    SimulatedDfplayer,
    () =>
      new SimulatedDfplayer(bench.clock, clipOn, (track) => {
        cancel();
        if (nameOf(track.file) === 'chime') ended();
        played = [...played, track];
        const ms = (clipOn(track.file)?.ms ?? 0) + pauseMs;
        cancel = bench.clock.after(ms, ended, 'simulated dfplayer: pause');
      }),
  );
  module.habits({ noSum: !checksum });

  function ended(): void {
    const [first] = played;
    const last = played.at(-1);
    if (first === undefined || last === undefined) return;
    const at = ({ startedAt }: PlayedTrack) => Math.round((startedAt - first.startedAt) * samplesPerMs);
    const samples = new Int16Array(at(last) + (clipOn(last.file)?.samples.length ?? 0));
    for (const track of played) {
      const clip = clipOn(track.file)?.samples ?? new Int16Array();
      const gain = gainOf((track.volume / 30) * 100);
      samples.set(
        clip.map((sample) => Math.round(sample * gain)),
        at(track),
      );
    }
    const words = played.map(({ file }) => nameOf(file) ?? '?');
    played = [];
    bench.announced(id, { words, samples, startedAt: first.startedAt, whole: true });
  }

  return { cable: wireCable(bench, id, address), module, heard: () => bench.heardFrom(id) };
});

export const sample: Sample = { address: '/dev/serial/by-id/usb-mp3' };
