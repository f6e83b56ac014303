import { wavOf } from '../../simulators/wav.ts';

const rateHz = 22_050;
const toneMs = 200;
const restMs = 60;
const loudness = 12_000;
/** How long each test clip takes. */
export const clipMs = toneMs + restMs;

/** Test clips are tones, so that each can be told from the others, and two at once from one. */
const pitchHz: Readonly<Record<string, number>> = {
  chime: 500,
  'id/queue-number': 800,
  'id/letter-a': 1_100,
  'id/digit-1': 1_400,
  'id/digit-2': 1_700,
  'id/go-to-counter': 2_000,
};

/** A WAV file of each clip, by its path on the board's server. */
export function toneFiles() {
  return new Map(
    Object.entries(pitchHz).map(([clip, hertz]) => {
      const length = (clipMs * rateHz) / 1_000;
      const sounding = (toneMs * rateHz) / 1_000;
      const turn = (2 * Math.PI * hertz) / rateHz;
      const samples = Int16Array.from({ length }, (_, at) =>
        at < sounding ? loudness * Math.sin(turn * at) : 0,
      );
      return [`/board/clips/${clip}.wav`, { type: 'audio/wav', body: wavOf(samples) }] as const;
    }),
  );
}

/** A clip that was heard, from when to when in ms of the recording. `?`: a sound that is none, such as two at once. */
export interface HeardClip {
  readonly clip: string;
  readonly from: number;
  readonly to: number;
}

/** For a page before its own scripts: everything that Web Audio sends to the loudspeaker is recorded as well. */
export const recordSound = `(function () {
  var Real = window.AudioContext, connect = AudioNode.prototype.connect;
  window.AudioContext = function () {
    var context = new Real(), tap = context.createMediaStreamDestination();
    var parts = [], recorder = new MediaRecorder(tap.stream, { mimeType: 'audio/webm;codecs=opus', audioBitsPerSecond: 128000 });
    context.tap = tap;
    recorder.ondataavailable = function (event) { parts.push(event.data); };
    recorder.onstop = function () {
      var reader = new FileReader();
      reader.onload = function () {
        new OfflineAudioContext(1, 1, context.sampleRate).decodeAudioData(reader.result, function (buffer) {
          window.recorded = buffer;
        }, function (thrown) { window.unrecorded = String(thrown); });
      };
      reader.readAsArrayBuffer(new Blob(parts, { type: 'audio/webm' }));
    };
    recorder.start();
    window.stopRecording = function () { recorder.stop(); };
    return context;
  };
  AudioNode.prototype.connect = function (to) {
    if (to === this.context.destination && this.context.tap) connect.call(this, this.context.tap);
    return connect.apply(this, arguments);
  };
})()`;

/** Ends the recording; after it `heardClips` gives a JSON text. */
export const stopRecording = 'window.stopRecording()';

/** The clips in the recording as a JSON text; null until it is there. */
export const heardClips = `(function () {
  if (window.unrecorded) throw new Error(window.unrecorded);
  if (!window.recorded) return null;
  var pitches = ${JSON.stringify(pitchHz)}, stepMs = 20, longEnough = 3;
  var samples = recorded.getChannelData(0), size = Math.round(recorded.sampleRate * stepMs / 1000);
  function shareOf(from, hertz) {
    var turn = 2 * Math.PI * hertz / recorded.sampleRate, real = 0, imaginary = 0, energy = 0;
    for (var at = 0; at < size; at++) {
      var sample = samples[from + at];
      real += sample * Math.cos(turn * at);
      imaginary += sample * Math.sin(turn * at);
      energy += sample * sample;
    }
    return 2 * (real * real + imaginary * imaginary) / size / energy;
  }
  function clipAt(from) {
    var energy = 0;
    for (var at = 0; at < size; at++) energy += samples[from + at] * samples[from + at];
    if (Math.sqrt(energy / size) < 0.02) return '';
    for (var clip in pitches) if (shareOf(from, pitches[clip]) > 0.7) return clip;
    return '?';
  }
  var runs = [];
  for (var from = 0; from + size <= samples.length; from += size) {
    var clip = clipAt(from), last = runs[runs.length - 1], ms = from / recorded.sampleRate * 1000;
    if (last && last.clip === clip) last.to = ms + stepMs;
    else runs.push({ clip: clip, from: ms, to: ms + stepMs });
  }
  return JSON.stringify(runs.filter(function (run) {
    return run.clip !== '' && run.to - run.from >= longEnough * stepMs;
  }));
})()`;

/** For how many ms there is any sound in the recording; null until it is there. */
export const soundingMs = `(function () {
  if (window.unrecorded) throw new Error(window.unrecorded);
  if (!window.recorded) return null;
  var samples = recorded.getChannelData(0), size = Math.round(recorded.sampleRate / 100), sounding = 0;
  for (var from = 0; from + size <= samples.length; from += size) {
    var energy = 0;
    for (var at = from; at < from + size; at++) energy += samples[at] * samples[at];
    if (Math.sqrt(energy / size) > 0.005) sounding += 10;
  }
  return sounding;
})()`;
