/** What a client of the broker may do: read; also run the queues; also everything a technician does. */
export const roles = ['view', 'operate', 'maintain'] as const;

export type Role = (typeof roles)[number];

/** Whether someone with role `has` may do what needs `needed`: each role may do all that those before it may. */
export function mayDo(has: Role, needed: Role): boolean {
  return roles.indexOf(has) >= roles.indexOf(needed);
}
