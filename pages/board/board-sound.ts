/** Clips that are kept decoded: more than a site has words. */
const keptMax = 300;
/** A browser that does not say that a clip is over is not waited for longer than this. */
const overdueMs = 2_000;
/** Time to schedule all clips before the first one begins. */
const aheadS = 0.05;

export interface BoardSound {
  /** Whether the browser plays nothing before somebody presses a key. */
  readonly muted: boolean;
  /** Resolves when the last clip is over; rejects when one of them cannot be played, before any of them has begun. */
  play(clips: readonly string[]): Promise<void>;
  /** Loads clips anew: they may have been made again. */
  refresh(): void;
}

/** Plays the controller's own clips through Web Audio, without a gap between two words. */
export function openSound(): BoardSound {
  const context = new AudioContext();
  const decoded = new Map<string, Promise<AudioBuffer>>();
  const wake = () => void context.resume();
  for (const gesture of ['keydown', 'click', 'touchend']) addEventListener(gesture, wake);
  wake();

  function load(clip: string): Promise<AudioBuffer> {
    const known = decoded.get(clip);
    if (known !== undefined) return known;
    if (decoded.size >= keptMax) decoded.clear();
    const loading = fetchClip(clip).then((bytes) => decode(context, bytes));
    decoded.set(clip, loading);
    // A clip that failed is asked for again.
    loading.catch(() => decoded.delete(clip));
    return loading;
  }

  return {
    get muted() {
      return context.state === 'suspended';
    },
    async play(clips) {
      if (context.state === 'suspended') return;
      const buffers = await Promise.all(clips.map(load));
      let at = context.currentTime + aheadS;
      let last: AudioBufferSourceNode | undefined;
      for (const buffer of buffers) {
        last = context.createBufferSource();
        last.buffer = buffer;
        last.connect(context.destination);
        last.start(at);
        at += buffer.duration;
      }
      if (last !== undefined) await ended(last, (at - context.currentTime) * 1_000);
    },
    refresh: () => decoded.clear(),
  };
}

async function fetchClip(clip: string): Promise<ArrayBuffer> {
  const answer = await fetch(`/board/clips/${clip}.wav`);
  if (!answer.ok) throw new Error(`clip ${clip}: ${answer.status}`);
  return answer.arrayBuffer();
}

/** Old browsers answer by callbacks only. */
function decode(context: AudioContext, bytes: ArrayBuffer): Promise<AudioBuffer> {
  return new Promise((resolve, reject) => {
    void context.decodeAudioData(bytes, resolve, reject);
  });
}

function ended(source: AudioBufferSourceNode, ms: number): Promise<void> {
  return new Promise((resolve) => {
    source.onended = () => resolve();
    setTimeout(resolve, ms + overdueMs);
  });
}
