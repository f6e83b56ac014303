export const SECTOR_BYTES: number;

export function createCache(file: string): {
  read(at: number, length: number): Buffer;
  write(at: number, bytes: Buffer): void;
  flush(): void;
  forget(
    share: number | undefined,
    random: () => number,
  ): { readonly sectors: number; readonly dropped: number };
  close(): void;
};
