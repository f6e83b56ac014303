/** The text on the number display of a counter, in characters that seven segments can show. */
export function counterText(view: {
  readonly state: 'closed' | 'idle' | 'armed' | 'called' | 'serving' | 'break';
  readonly ticket?: string | undefined;
}): string {
  switch (view.state) {
    case 'called':
    case 'serving':
      return view.ticket ?? '';
    // A single dash distinguishes an open counter from one that is closed or has no power.
    case 'idle':
      return '-';
    case 'armed':
      return '--';
    case 'break':
      return '----';
    case 'closed':
      return '';
  }
}
