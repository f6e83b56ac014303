import type { DeviceKind } from '../kind.ts';

/** For how many characters a display has room, and the setting that says so. Undefined: that is not known. */
export function roomOf(
  { room }: Pick<DeviceKind, 'room'>,
  options: { readonly [setting: string]: unknown },
): { readonly characters: number; readonly setting: string } | undefined {
  if (room !== undefined) return room(options);
  const { digits } = options;
  return typeof digits === 'number' ? { characters: digits, setting: 'digits' } : undefined;
}
