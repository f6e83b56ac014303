/**
 * A memory card as QEMU sees a disk: an NBD server (the protocol: doc/proto.md of NetworkBlockDevice/nbd) with a write
 * cache that forgets. Only a flush makes writes durable, as NBD_CMD_FLUSH promises; without one, cards write when they
 * like and in any order. When the power goes, each sector holds what one of its unflushed writes left, or none of them:
 * writes are lost, late and torn.
 */
import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';

export const SECTOR_BYTES = 512;
/** QEMU never asks for more at a time. */
const REQUEST_MAX_BYTES = 32 * 1024 * 1024;

const magic = { server: 'NBDMAGIC', option: 'IHAVEOPT', reply: 0x67446698, request: 0x25609513 };
const optionReplyMagic = 0x3e889045565a9n;
const handshake = { fixedNewstyle: 1, noZeroes: 2 };
const options = { abort: 2, info: 6, go: 7 };
const replies = { ack: 1, info: 3, unsupported: 0x80000001 };
const commands = { read: 0, write: 1, disconnect: 2, flush: 3 };
const commandFlags = { fua: 1 };
/** It has flags, takes a flush, and takes a write that is flushed at once. */
const exportFlags = 1 | 4 | 8;

/**
 * Serves the image `file` on the Unix socket `path`. `habits.lies`: it says that it has flushed, and has not.
 * `onRequest` hears of each write and flush before it is answered; after a cut, nothing is answered any more.
 */
export async function serveCard({ file, path, habits = {}, onRequest }) {
  const card = createCache(file);
  let on = true;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    void serve(socket, card.size, (request) => {
      if (!on) return undefined;
      // A write is in the cache before it is heard of, and a flush is not: a cut then finds both half done.
      if (request.command === commands.flush) onRequest?.();
      const answer = on ? carryOut(card, request, habits) : undefined;
      if (request.command === commands.write) onRequest?.();
      return on ? answer : undefined;
    });
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(path, resolve));
  return {
    /**
     * The power goes. `share` of each sector's unflushed writes arrive: none for 0, all for 1, else a random number of
     * them. Returns how many sectors were unflushed, and how many of them are not as the machine wrote them last.
     */
    cut(share, random) {
      on = false;
      return card.forget(share, random);
    },
    close: () => {
      on = false;
      card.close();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The image `file` behind a cache of writes that are not flushed. */
export function createCache(file) {
  const descriptor = openSync(file, 'r+');
  const size = statSync(file).size;
  /** The sectors that are not flushed: what was written to each, in order. */
  const unflushed = new Map();
  const put = (sector, bytes) => writeSync(descriptor, bytes, 0, SECTOR_BYTES, sector * SECTOR_BYTES);
  return {
    size,
    /** What was written last, flushed or not. */
    read(at, length) {
      const bytes = Buffer.alloc(length);
      readSync(descriptor, bytes, 0, length, at);
      for (let from = 0; from < length; from += SECTOR_BYTES)
        unflushed
          .get((at + from) / SECTOR_BYTES)
          ?.at(-1)
          .copy(bytes, from);
      return bytes;
    },
    write(at, bytes) {
      for (let from = 0; from < bytes.length; from += SECTOR_BYTES) {
        const sector = (at + from) / SECTOR_BYTES;
        const piece = Buffer.from(bytes.subarray(from, from + SECTOR_BYTES));
        const before = unflushed.get(sector);
        if (before === undefined) unflushed.set(sector, [piece]);
        else before.push(piece);
      }
    },
    flush() {
      for (const [sector, writes] of unflushed) put(sector, writes.at(-1));
      unflushed.clear();
    },
    forget(share, random) {
      const sectors = unflushed.size;
      let dropped = 0;
      for (const [sector, writes] of unflushed) {
        const left =
          share === 0 || share === 1 ? share * writes.length : Math.floor(random() * (writes.length + 1));
        if (left < writes.length) dropped++;
        if (left > 0) put(sector, writes[left - 1]);
      }
      unflushed.clear();
      return { sectors, dropped };
    },
    close: () => closeSync(descriptor),
  };
}

/** Returns the answer: an error number (0: none), and the bytes that were read. */
function carryOut(card, { command, flags, at, length, data }, { lies = false }) {
  const EINVAL = 22;
  const isWhole = at % SECTOR_BYTES === 0 && length % SECTOR_BYTES === 0 && at + length <= card.size;
  if ((command === commands.read || command === commands.write) && !isWhole) return { error: EINVAL };
  if (command === commands.read) return { error: 0, bytes: card.read(at, length) };
  if (command === commands.write) card.write(at, data);
  else if (command !== commands.flush) return { error: EINVAL };
  if ((command === commands.flush || flags & commandFlags.fua) && !lies) card.flush();
  return { error: 0 };
}

/** One connection: the handshake, then requests, each answered in its turn. */
async function serve(socket, size, answerTo) {
  const take = createReader(socket);
  try {
    const hello = Buffer.alloc(18);
    hello.write(magic.server + magic.option);
    hello.writeUInt16BE(handshake.fixedNewstyle | handshake.noZeroes, 16);
    socket.write(hello);
    await take(4);
    if (await isAgreed(socket, take, size)) await serveRequests(socket, take, answerTo);
  } catch (thrown) {
    // The other end is gone: the power was cut.
    if (thrown !== gone) throw thrown;
  }
  socket.destroy();
}

/** Answers options until the client goes on to the requests; false: it gave up. */
async function isAgreed(socket, take, size) {
  for (;;) {
    const head = await take(16);
    const option = head.readUInt32BE(8);
    await take(head.readUInt32BE(12));
    const reply = (type, data = Buffer.alloc(0)) => {
      const bytes = Buffer.alloc(20);
      bytes.writeBigUInt64BE(optionReplyMagic);
      bytes.writeUInt32BE(option, 8);
      bytes.writeUInt32BE(type, 12);
      bytes.writeUInt32BE(data.length, 16);
      socket.write(Buffer.concat([bytes, data]));
    };
    if (option === options.info || option === options.go) {
      // NBD_INFO_EXPORT is number 0.
      const described = Buffer.alloc(12);
      described.writeBigUInt64BE(BigInt(size), 2);
      described.writeUInt16BE(exportFlags, 10);
      reply(replies.info, described);
      reply(replies.ack);
    } else reply(option === options.abort ? replies.ack : replies.unsupported);
    if (option === options.go) return true;
    if (option === options.abort) return false;
  }
}

async function serveRequests(socket, take, answerTo) {
  for (;;) {
    const head = await take(28);
    if (head.readUInt32BE(0) !== magic.request) throw new Error('this is no request of NBD');
    const [flags, command] = [head.readUInt16BE(4), head.readUInt16BE(6)];
    const [at, length] = [Number(head.readBigUInt64BE(16)), head.readUInt32BE(24)];
    if (command === commands.disconnect) return;
    if (length > REQUEST_MAX_BYTES) throw new Error(`a request of ${length} bytes`);
    const data = command === commands.write ? await take(length) : undefined;
    const answer = answerTo({ command, flags, at, length, data });
    if (answer === undefined) continue;
    const bytes = Buffer.alloc(16);
    bytes.writeUInt32BE(magic.reply);
    bytes.writeUInt32BE(answer.error, 4);
    head.copy(bytes, 8, 8, 16);
    socket.write(answer.bytes === undefined ? bytes : Buffer.concat([bytes, answer.bytes]));
  }
}

const gone = new Error('the connection is gone');

/** `take(n)` resolves with the next n bytes; it rejects with `gone` when there are no more. */
function createReader(socket) {
  let held = [];
  let heldBytes = 0;
  let ended = false;
  let wanted;
  const look = () => {
    if (wanted === undefined) return;
    if (heldBytes >= wanted.length) {
      const all = Buffer.concat(held);
      const { length, resolve } = wanted;
      wanted = undefined;
      held = [all.subarray(length)];
      heldBytes -= length;
      resolve(all.subarray(0, length));
    } else if (ended) wanted.reject(gone);
  };
  socket.on('data', (bytes) => {
    held.push(bytes);
    heldBytes += bytes.length;
    look();
  });
  socket.on('close', () => {
    ended = true;
    look();
  });
  return (length) =>
    new Promise((resolve, reject) => {
      wanted = { length, resolve, reject };
      look();
    });
}
