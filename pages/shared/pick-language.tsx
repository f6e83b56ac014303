/** Which of the two languages a page speaks, and the way to the other. */
export function PickLanguage(of: {
  readonly chosen: 'id' | 'en';
  readonly pick: (language: 'id' | 'en') => void;
}) {
  return (
    <fieldset class="language">
      <legend class="unseen">Bahasa / Language</legend>
      {(['id', 'en'] as const).map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={of.chosen === name}
          lang={name}
          title={name === 'id' ? 'Bahasa Indonesia' : 'English'}
          onClick={() => of.pick(name)}
        >
          {name.toUpperCase()}
        </button>
      ))}
    </fieldset>
  );
}
