export interface Judged {
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly skipped: readonly string[];
}

export function createJudge(): (
  records: readonly { readonly boot: string; readonly event: { readonly type: string } }[],
  papers: readonly string[],
) => Judged;
