/** One area of what a Modbus device holds: `values` from address `first` on. */
export interface ModbusArea {
  readonly first: number;
  readonly values: number[];
}

/** What a device holds: bits in the first two areas, words in the others. */
export interface ModbusMemory {
  readonly coils?: ModbusArea;
  readonly inputs?: ModbusArea;
  readonly holding?: ModbusArea;
  readonly input?: ModbusArea;
  /** Called after each write. */
  readonly written?: () => void;
}

const areas = ['coils', 'inputs', 'holding', 'input'] as const;

/** What a device holds after its power was off: nothing. */
export function forget(memory: ModbusMemory): void {
  for (const area of areas) memory[area]?.values.fill(0);
}

export const ILLEGAL_FUNCTION = 1;
const ILLEGAL_ADDRESS = 2;

/** Carries out a request: the bytes after the function code of the answer, or an exception code. */
export function carryOut(memory: ModbusMemory, frame: readonly number[]): readonly number[] | number {
  const [, code = 0, ...data] = frame;
  const word = (at: number) => (data[at] ?? 0) * 256 + (data[at + 1] ?? 0);
  const read = areas[code - 1];
  if (read !== undefined) {
    const values = taken(memory[read], word(0), word(2));
    if (values === undefined) return ILLEGAL_ADDRESS;
    const bytes = code <= 2 ? packed(values) : values.flatMap((value) => [value >> 8, value % 256]);
    return [bytes.length, ...bytes];
  }
  const toWrite: Readonly<Record<number, () => boolean>> = {
    5: () => put(memory.coils, word(0), [word(2) === 0 ? 0 : 1]),
    6: () => put(memory.holding, word(0), [word(2)]),
    16: () =>
      put(
        memory.holding,
        word(0),
        Array.from({ length: word(2) }, (_, index) => word(5 + 2 * index)),
      ),
  };
  const write = toWrite[code];
  if (write === undefined) return ILLEGAL_FUNCTION;
  if (!write()) return ILLEGAL_ADDRESS;
  memory.written?.();
  return data.slice(0, 4);
}

function taken(area: ModbusArea | undefined, first: number, count: number): readonly number[] | undefined {
  const from = first - (area?.first ?? 0);
  if (area === undefined || from < 0 || from + count > area.values.length) return undefined;
  return area.values.slice(from, from + count);
}

function put(area: ModbusArea | undefined, first: number, values: readonly number[]): boolean {
  if (area === undefined || taken(area, first, values.length) === undefined) return false;
  area.values.splice(first - area.first, values.length, ...values);
  return true;
}

/** Bits into bytes, the first one lowest. */
function packed(bits: readonly number[]): number[] {
  const bytes = new Array<number>(Math.ceil(bits.length / 8)).fill(0);
  bits.forEach((bit, at) => {
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) + bit * 2 ** (at % 8);
  });
  return bytes;
}
