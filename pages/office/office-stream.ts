import type { FleetEvent } from '../../office/web/office-messages.ts';

const retryMs = 1_000;
const lookEveryMs = 500;
/** Beats that are missed before the server counts as lost, and until the first beat tells how often they come. */
const beatsMissed = 2;
const firstBeatMs = 1_500;
/** A tab that nobody looks at gives its connection back: a browser has six to one server. */
const hiddenMs = 60_000;

export interface Listener {
  event(event: FleetEvent): void;
  /** Nothing is heard any more, or an attempt has failed: called at each, until the next event. */
  lost(): void;
}

/** Listens to the office's changes, and goes on trying. Returns a function that stops it. */
export function listenToOffice({ event, lost }: Listener): () => void {
  let source: EventSource | undefined;
  let heardAt = Date.now();
  let beatMs = firstBeatMs;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let hide: ReturnType<typeof setTimeout> | undefined;

  const begin = (): void => {
    clearTimeout(retry);
    source?.close();
    const mine = new EventSource('/api/events');
    source = mine;
    mine.onmessage = ({ data }) => {
      if (source !== mine) return;
      heardAt = Date.now();
      const told = JSON.parse(data) as FleetEvent;
      if (told.type === 'hello') beatMs = told.beatMs;
      event(told);
    };
    mine.onerror = () => {
      if (source === mine) again();
    };
  };
  const again = (): void => {
    source?.close();
    source = undefined;
    lost();
    clearTimeout(retry);
    retry = setTimeout(begin, retryMs);
  };
  const look = setInterval(() => {
    if (source !== undefined && Date.now() - heardAt > beatsMissed * beatMs) {
      heardAt = Date.now();
      again();
    }
  }, lookEveryMs);
  const seen = (): void => {
    clearTimeout(hide);
    if (document.visibilityState === 'visible') {
      if (source === undefined) begin();
      return;
    }
    hide = setTimeout(() => {
      clearTimeout(retry);
      source?.close();
      source = undefined;
      lost();
    }, hiddenMs);
  };
  document.addEventListener('visibilitychange', seen);
  begin();
  return () => {
    clearInterval(look);
    clearTimeout(retry);
    clearTimeout(hide);
    document.removeEventListener('visibilitychange', seen);
    source?.close();
    source = undefined;
  };
}
