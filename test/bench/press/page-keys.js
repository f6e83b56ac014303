import { WebSocket } from 'ws';

/** The page of each counter, open as in a browser of this machine. `press(place)` returns when its line was sent. */
export async function openPageKeys(port, counters) {
  const places = Array.from({ length: counters }, (_, place) => place);
  const sockets = await Promise.all(places.map((place) => opened(port, place)));
  let pressed = 0;
  return {
    press(place) {
      const at = performance.now();
      sockets[place].send(JSON.stringify({ type: 'press', id: `bench-${++pressed}`, action: 'next' }));
      return at;
    },
    close() {
      for (const socket of sockets) socket.terminate();
    },
  };
}

function opened(port, place) {
  const origin = `http://127.0.0.1:${port}`;
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/counter/loket-${place + 1}/feed`, { origin });
  // A browser reads what it is sent.
  socket.on('message', () => undefined);
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}
