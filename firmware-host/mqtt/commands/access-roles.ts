/**
 * What a client of the broker may do. `view`: read. `operate`: also run the queues. `maintain`: also do everything a
 * technician does.
 */
export const accessRoles = ['view', 'operate', 'maintain'] as const;

export type AccessRole = (typeof accessRoles)[number];

/** A user may also be a device, which speaks on its own topics alone, and for which there is no page. */
export type ClientRole = AccessRole | 'device';

/** Whether the role `has` includes `needed`: each role may do all that the roles before it may. */
export function mayDo(has: AccessRole, needed: AccessRole): boolean {
  return accessRoles.indexOf(has) >= accessRoles.indexOf(needed);
}
