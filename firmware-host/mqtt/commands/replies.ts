/** How many replies are remembered, by the id of their command. */
const repliesMax = 256;

/** Takes the reply to the command `name`. */
export type ReplyTo = (name: string, payload: string) => void;

/** A command that was accepted: its content and, once it is known, its reply. */
export interface Taken {
  /** Who gets its reply: whoever has sent it last, because an earlier sender may be gone. */
  to: ReplyTo;
  /** Name and fields, to tell a repeat from another command under the same id. */
  readonly what: string;
  reply: string | undefined;
}

/** The last accepted commands, so that a repeat gets the same reply and has no second effect. */
export interface Replies {
  taken(id: string): Taken | undefined;
  take(id: string, what: string, to: ReplyTo): Taken;
}

export function createReplies(): Replies {
  const byId = new Map<string, Taken>();
  return {
    taken: (id) => byId.get(id),
    take(id, what, to) {
      const taken: Taken = { to, what, reply: undefined };
      byId.set(id, taken);
      const [oldest] = byId.keys();
      if (byId.size > repliesMax && oldest !== undefined) byId.delete(oldest);
      return taken;
    },
  };
}
