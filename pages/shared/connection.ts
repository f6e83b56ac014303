import { type Signal, signal } from '@preact/signals';
import { openSocket, type PageSocket } from './socket.ts';

/** A socket that tells components whether it is open. */
export interface Connection extends PageSocket {
  readonly open: Signal<boolean>;
}

/** `opened` is called before the first message of each connection: earlier messages no longer count. */
export function connect<Message>(
  path: string,
  heard: { opened(): void; message(message: Message): void },
): Connection {
  const open = signal(false);
  const socket = openSocket<Message>(path, {
    opened() {
      heard.opened();
      open.value = true;
    },
    message: heard.message,
    closed() {
      open.value = false;
    },
  });
  return { open, ...socket };
}
