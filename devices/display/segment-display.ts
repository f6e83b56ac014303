import type { Done, OpenDevice } from '../kind.ts';
import type { SegmentPanel } from '../ports.ts';
import type { DisplayCommand } from '../roles.ts';
import { fit as fitted } from './fit.ts';

/**
 * The common part of the drivers of displays whose digits are written one by one. `perform` writes only the digits that
 * change; a refresh writes all of them. `glyph` gives the segments of a character as the panel is wired.
 */
export function segmentDisplay(
  panel: SegmentPanel,
  of: { readonly digits: number; readonly glyph: (character: string) => number; readonly done: Done },
): OpenDevice<DisplayCommand> {
  let wanted: readonly number[] = [];
  // What each digit shows. Undefined after a failed write: it may or may not have arrived.
  const shown = new Array<number | undefined>(of.digits).fill(undefined);

  const write = async (position: number, segments: number) => {
    shown[position] = undefined;
    await panel.write(position, segments);
    shown[position] = segments;
  };
  const draw = async () => {
    const writes = wanted.map((segments, position) =>
      segments === shown[position] ? undefined : write(position, segments),
    );
    await Promise.all(writes);
  };
  return {
    async perform({ text }) {
      wanted = Array.from(fitted(text, of.digits), of.glyph);
      await draw();
      return of.done;
    },
    async refresh() {
      shown.fill(undefined);
      await panel.renew();
      await draw();
    },
    close: () => panel.close(),
  };
}
