import { effect } from '@preact/signals';
import { render } from 'preact';
import { PickLanguage } from '../shared/pick-language.tsx';
import './counter.css';
import { areShortcutsOn, functions, listenToShortcuts, switchShortcuts } from './counter-shortcuts.ts';
import { chooseLanguage, desk, language, reader, state } from './counter-store.ts';
import { counterTexts } from './counter-texts.ts';
import { FunctionKey } from './function-key.tsx';
import { KeypadChip, KeypadNews } from './keypad-news.tsx';
import { NowPanel } from './now-panel.tsx';
import { NumberEntry } from './number-entry.tsx';
import { SaidLine } from './said-line.tsx';
import { SendOn } from './send-on.tsx';
import { WaitingTable } from './waiting-table.tsx';

function CounterPage() {
  return (
    <>
      <Header />
      <main>
        <div class="desk">
          <NowPanel />
          <SaidLine />
          {desk.value != null && <Keys />}
        </div>
        <div class="beside">
          <KeypadNews />
          <WaitingTable />
          <Shortcuts />
        </div>
      </main>
    </>
  );
}

function Header() {
  const speak = language.value;
  const own = desk.value;
  return (
    <header>
      <h1>
        {own === null ? counterTexts.gone[speak] : (own?.title ?? counterTexts.counter[speak])}
        {own != null && <span class="number"> {own.number}</span>}
      </h1>
      <KeypadChip />
      <a href="/login">
        {counterTexts.otherPages[speak]}
        {reader.value?.name != null && ` (${reader.value.name})`}
      </a>
      <PickLanguage chosen={speak} pick={chooseLanguage} />
    </header>
  );
}

function Keys() {
  const speak = language.value;
  const { own, others } = functions.value;
  return (
    <>
      {[
        { name: 'own', legend: counterTexts.ownKeys[speak], keys: own },
        { name: 'others', legend: counterTexts.otherKeys[speak], keys: others },
      ]
        .filter(({ keys }) => keys.length > 0)
        .map(({ name, legend, keys }) => (
          <fieldset key={name} data-keys={name}>
            <legend>{legend}</legend>
            <div class="keys">
              {keys.map((one) => (
                <FunctionKey key={one} of={one} />
              ))}
            </div>
          </fieldset>
        ))}
      <NumberEntry />
      <SendOn />
    </>
  );
}

function Shortcuts() {
  const speak = language.value;
  return (
    <section>
      <h2>{counterTexts.shortcuts[speak]}</h2>
      <p>{counterTexts.shortcutsHow[speak]}</p>
      <button type="button" class="switch" aria-pressed={areShortcutsOn.value} onClick={switchShortcuts}>
        {counterTexts[areShortcutsOn.value ? 'shortcutsOn' : 'shortcutsOff'][speak]}
      </button>
    </section>
  );
}

effect(() => {
  document.title = [state.value?.ticket, desk.value?.title ?? counterTexts.counter[language.value]]
    .filter((part) => part != null)
    .join(' · ');
});
listenToShortcuts();
render(<CounterPage />, document.body);
