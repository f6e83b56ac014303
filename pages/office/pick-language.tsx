import { language, setLanguage } from './office-texts.ts';

export function PickLanguage() {
  return (
    <fieldset class="language">
      <legend class="unseen">Bahasa / Language</legend>
      {(['id', 'en'] as const).map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={language.value === name}
          lang={name}
          title={name === 'id' ? 'Bahasa Indonesia' : 'English'}
          onClick={() => setLanguage(name)}
        >
          {name.toUpperCase()}
        </button>
      ))}
    </fieldset>
  );
}
