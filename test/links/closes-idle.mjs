// A network printer as somebody else wrote it: it closes a connection after so many milliseconds of silence, in order
// or (second argument) with a reset, and says on its standard output what came: `open`, `job N`, `closed`.
import { createServer } from 'node:net';

const idleMs = Number(process.argv[2]);
const reset = process.argv[3] === 'reset';
let taken = false;
const server = createServer((socket) => {
  // One at a time, as such units do.
  if (taken) return socket.destroy();
  taken = true;
  console.log('open');
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (reset ? socket.resetAndDestroy() : socket.end()), idleMs);
  };
  wait();
  socket.on('data', (bytes) => {
    wait();
    for (const [job] of bytes.toString('latin1').matchAll(/[A-Z]-\d+/g)) console.log(`job ${job}`);
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    clearTimeout(timer);
    taken = false;
    console.log('closed');
  });
});
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
