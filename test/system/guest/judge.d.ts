interface Paper {
  ticket: string | undefined;
  complete: boolean;
  copy: boolean;
}
interface Event {
  id: string;
  sequence: string;
  type: string;
  data: Readonly<Record<string, unknown>>;
}
export function judge(seen: {
  papers: readonly Paper[];
  heard: readonly Event[];
  journal: readonly Event[];
}): { issued: number; lost: string[]; twice: string[] };
