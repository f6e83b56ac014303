import { type Signal, signal } from '@preact/signals';

const retryMs = 1_000;

/** A socket to the server the page came from, which comes back by itself. */
export interface Connection {
  readonly open: Signal<boolean>;
  /** A line to the server; nothing is kept for later when there is no connection. */
  send(line: string): void;
  /** Closes a connection that is open but says nothing any more; another one is made. */
  renew(): void;
}

/** `opened` comes before the first message of each connection: what was heard before it counts no more. */
export function connect<Message>(
  path: string,
  heard: { opened(): void; message(message: Message): void },
): Connection {
  const open = signal(false);
  let socket: WebSocket;

  function begin(): void {
    const mine = new WebSocket(`ws://${location.host}${path}`);
    socket = mine;
    let over = false;
    const ended = () => {
      if (over) return;
      over = true;
      open.value = false;
      setTimeout(begin, retryMs);
    };
    mine.onopen = () => {
      heard.opened();
      open.value = true;
    };
    mine.onmessage = ({ data }) => heard.message(JSON.parse(data) as Message);
    mine.onclose = ended;
  }

  begin();
  return {
    open,
    send(line) {
      if (socket.readyState === WebSocket.OPEN) socket.send(line);
    },
    renew: () => socket.close(),
  };
}
