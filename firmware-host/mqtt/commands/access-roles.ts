/** What a client of the broker may do: read; also run the queues; also everything a technician does. */
export const accessRoles = ['view', 'operate', 'maintain'] as const;

export type AccessRole = (typeof accessRoles)[number];

/** Whether someone with role `has` may do what needs `needed`: each role may do all that those before it may. */
export function mayDo(has: AccessRole, needed: AccessRole): boolean {
  return accessRoles.indexOf(has) >= accessRoles.indexOf(needed);
}
