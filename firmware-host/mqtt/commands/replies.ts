/** How many replies are remembered, by the id of their command. */
const repliesMax = 256;

/** A command that was accepted: its content and, once it is known, its reply. */
export interface Taken {
  /** Name and fields, to tell a repeat from another command under the same id. */
  readonly what: string;
  reply: string | undefined;
}

/** The last accepted commands, so that a repeat gets the same reply and has no second effect. */
export interface Replies {
  taken(id: string): Taken | undefined;
  take(id: string, what: string): Taken;
}

export function createReplies(): Replies {
  const byId = new Map<string, Taken>();
  return {
    taken: (id) => byId.get(id),
    take(id, what) {
      const taken: Taken = { what, reply: undefined };
      byId.set(id, taken);
      const [oldest] = byId.keys();
      if (byId.size > repliesMax && oldest !== undefined) byId.delete(oldest);
      return taken;
    },
  };
}
