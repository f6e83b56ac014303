const retryMs = 1_000;
/** A line that was cut without an end would be waited for for minutes, although the server is there again. */
const openWithinMs = 10_000;

/** A socket to the page's server that reconnects by itself. */
export interface PageSocket {
  /** Sends a line to the server; without a connection it is dropped. */
  send(line: string): void;
  /** Gives up a connection that is open but silent, and opens another. */
  renew(): void;
}

/** `opened` is called before the first message of each connection: earlier messages no longer count. */
export function openSocket<Message>(
  path: string,
  heard: { opened(): void; message(message: Message): void; closed(): void },
): PageSocket {
  let socket: WebSocket;
  let giveUp: () => void;

  function begin(): void {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const mine = new WebSocket(`${scheme}://${location.host}${path}`);
    socket = mine;
    let over = false;
    const late = setTimeout(() => mine.close(), openWithinMs);
    mine.onopen = () => {
      clearTimeout(late);
      heard.opened();
    };
    mine.onmessage = ({ data }) => {
      if (!over) heard.message(JSON.parse(data) as Message);
    };
    const end = (): void => {
      if (over) return;
      over = true;
      clearTimeout(late);
      heard.closed();
      setTimeout(begin, retryMs);
    };
    mine.onclose = end;
    giveUp = () => {
      mine.close();
      // The browser waits ten seconds for the other side's goodbye, which a dead one does not send.
      end();
    };
  }

  begin();
  return {
    send(line) {
      if (socket.readyState === WebSocket.OPEN) socket.send(line);
    },
    renew: () => giveUp(),
  };
}
