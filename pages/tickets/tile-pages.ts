/** How the tiles of the services stand on the screen. */
export interface TileGrid {
  readonly columns: number;
  readonly rows: number;
}

/** The room for tiles, in px: theirs is that of the highest one. */
export interface TileRoom {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  readonly count: number;
}

/** Narrower tiles would break titles into too many lines. */
const tileMinWidth = 300;

/** As many columns as there is room for, but no more than are used, so that few services get large tiles. */
function columnsFor({ width, gap, count }: Pick<TileRoom, 'width' | 'gap' | 'count'>): number {
  const most = Math.max(1, Math.floor((width + gap) / (tileMinWidth + gap)));
  return Math.max(1, Math.min(most, Math.ceil(Math.sqrt(count)), count));
}

/** The grids to try, from the one with the largest tiles to the one with the narrowest. */
function columnChoices(room: Pick<TileRoom, 'width' | 'gap' | 'count'>): readonly number[] {
  const most = Math.max(1, Math.floor((room.width + room.gap) / (tileMinWidth + room.gap)));
  const choices: number[] = [];
  for (let columns = columnsFor(room); columns <= Math.min(most, Math.max(1, room.count)); columns++)
    choices.push(columns);
  return choices;
}

/**
 * The first grid that has all services on one page; else the one with the most on a page. `highest`: how high the
 * highest tile is in a grid with so many columns, in px.
 */
export function gridFor(room: TileRoom, highest: (columns: number) => number): TileGrid {
  let best: TileGrid = { columns: 1, rows: 0 };
  for (const columns of columnChoices(room)) {
    const rows = Math.max(1, Math.floor((room.height + room.gap) / (highest(columns) + room.gap)));
    if (columns * rows >= room.count) return { columns, rows: Math.ceil(room.count / columns) };
    if (columns * rows > best.columns * best.rows) best = { columns, rows };
  }
  return best;
}

export const pagesOf = (count: number, { columns, rows }: TileGrid): number =>
  Math.max(1, Math.ceil(count / (columns * rows)));
