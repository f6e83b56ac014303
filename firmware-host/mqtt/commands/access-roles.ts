/**
 * What a client of the broker may do. `view`: read. `operate`: also run the queues. `maintain`: also do everything a
 * technician does.
 */
export const roles = ['view', 'operate', 'maintain'] as const;

export type Role = (typeof roles)[number];

/** Whether the role `has` includes `needed`: each role may do all that the roles before it may. */
export function mayDo(has: Role, needed: Role): boolean {
  return roles.indexOf(has) >= roles.indexOf(needed);
}
