import { useSignal } from '@preact/signals';
import { render } from 'preact';
import { connectionWords } from '../shared/page-words.ts';
import './counter.css';
import { feed, isOpen, language, state, title } from './counter-store.ts';
import { counterTexts } from './counter-texts.ts';

const actions = ['next', 'recall', 'no-show', 'end', 'open-close'] as const;

function CounterPage() {
  const said = useSignal('');
  const speak = language.value;
  const press = async (action: string): Promise<void> => {
    const outcome = await feed.press(action);
    said.value = outcome.ok ? '' : outcome.text;
  };
  return (
    <main>
      <h1>{title.value}</h1>
      <p class="ticket">{state.value?.ticket ?? counterTexts.nobody[speak]}</p>
      <p role="status">{isOpen.value ? said.value : connectionWords.away[speak]}</p>
      <fieldset>
        <legend>{counterTexts.actions[speak]}</legend>
        {actions.map((action) => (
          <button key={action} type="button" data-action={action} onClick={() => void press(action)}>
            {counterTexts[action][speak]}
          </button>
        ))}
      </fieldset>
    </main>
  );
}

render(<CounterPage />, document.body);
