import { useSignal } from '@preact/signals';
import { render } from 'preact';
import { connectionWords } from '../shared/page-words.ts';
import './status.css';
import { devices, feed, isOpen, language, reader } from './status-store.ts';
import { statusTexts } from './status-texts.ts';

function Status() {
  const said = useSignal('');
  const speak = language.value;
  const restate = async (): Promise<void> => {
    const outcome = await feed.command('restate', {});
    said.value = outcome.ok ? '' : outcome.text;
  };
  return (
    <main>
      <h1>{statusTexts.title[speak]}</h1>
      <p role="status">{isOpen.value ? said.value : connectionWords.away[speak]}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{statusTexts.device[speak]}</th>
            <th scope="col">{statusTexts.state[speak]}</th>
          </tr>
        </thead>
        <tbody>
          {[...devices.value].map(([id, { state, text }]) => (
            <tr key={id} data-device={id}>
              <th scope="row">{id}</th>
              <td>{text ?? state}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {reader.value?.role === 'maintain' && (
        <button type="button" onClick={restate}>
          {statusTexts.restate[speak]}
        </button>
      )}
    </main>
  );
}

render(<Status />, document.body);
