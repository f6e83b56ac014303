/**
 * The most characters of a QR code with error correction M, by version from 1 (ISO/IEC 18004, table of capacities), in
 * alphanumeric and in byte mode; digits alone are counted as alphanumeric.
 */
const capacities = {
  alphanumeric: [20, 38, 61, 90, 122, 154, 178, 221, 262],
  bytes: [14, 26, 42, 62, 84, 106, 122, 152, 180],
} as const;

/** Modules on a side of the QR code for an ASCII text of at most 180 characters: 21 in version 1, then four more. */
export function qrModules(text: string): number {
  const capacity: readonly number[] = capacities[/^[0-9A-Z-]*$/.test(text) ? 'alphanumeric' : 'bytes'];
  const version = capacity.findIndex((most) => text.length <= most);
  return 21 + 4 * (version < 0 ? capacity.length : version);
}
