import { type Signal, signal } from '@preact/signals';

const retryMs = 1_000;

/** A socket to the page's server that reconnects by itself. */
export interface Connection {
  readonly open: Signal<boolean>;
  /** Sends a line to the server; without a connection it is dropped. */
  send(line: string): void;
  /** Closes a connection that is open but silent, and opens another. */
  renew(): void;
}

/** `opened` is called before the first message of each connection: earlier messages no longer count. */
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
