import type { DeviceKind } from '../../devices/kind.ts';
import { type Role, type RoleEvents, scanRefusals } from '../../devices/roles.ts';
import { judgeScan } from '../../devices/scanner/grammar.ts';

/** A driver's event, checked; undefined when no device of this role can emit it. */
export function believed(
  { role, keys }: DeviceKind,
  options: Readonly<{ [setting: string]: unknown }>,
  told: unknown,
): RoleEvents[Role] | undefined {
  if (typeof told !== 'object' || told === null || !('type' in told)) return undefined;
  if (role === 'keys' || role === 'rating') return keyEvent(told, keys?.(options) ?? []);
  if (role === 'scanner') return scanEvent(told);
  return undefined;
}

function keyEvent(told: { readonly type: unknown }, keys: readonly string[]): RoleEvents['keys'] | undefined {
  const { type } = told;
  const key = keys.find((one) => 'key' in told && told.key === one);
  const known = type === 'pressed' || type === 'released' || type === 'held';
  return known && key !== undefined ? { type, key } : undefined;
}

function scanEvent(told: { readonly type: unknown }): RoleEvents['scanner'] | undefined {
  if (told.type === 'scanned' && 'text' in told && typeof told.text === 'string') {
    const event = judgeScan(told.text);
    return event.type === 'scanned' ? event : undefined;
  }
  const reason = scanRefusals.find((one) => 'reason' in told && told.reason === one);
  return told.type === 'refused' && reason !== undefined ? { type: 'refused', reason } : undefined;
}
