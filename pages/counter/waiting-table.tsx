import { desk, language, services, state } from './counter-store.ts';
import { counterTexts } from './counter-texts.ts';

const minuteS = 60;

/** Who waits for this counter: by service, and those that are its own. */
export function WaitingTable() {
  const speak = language.value;
  const minutes = (seconds: number) => `${Math.floor(seconds / minuteS)} ${counterTexts.minutes[speak]}`;
  const count = (of: number | undefined) => of ?? counterTexts.notKnown[speak];
  return (
    <section>
      <h2>{counterTexts.queue[speak]}</h2>
      <table>
        <thead>
          <tr>
            {(['service', 'waiting', 'priority', 'longest'] as const).map((head) => (
              <th key={head} scope="col">
                {counterTexts[head][speak]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {desk.value?.serves.map(({ id, title }) => {
            const now = services.value.get(id);
            return (
              <tr key={id} data-service={id}>
                <th scope="row">{title}</th>
                <td>{count(now?.waiting)}</td>
                <td>{count(now?.waiting_priority)}</td>
                <td>{now === undefined ? counterTexts.notKnown[speak] : minutes(now.longest_wait_s)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <dl>
        <div>
          <dt>{counterTexts.sentHere[speak]}</dt>
          <dd data-count="waiting">{count(state.value?.waiting)}</dd>
        </div>
        <div>
          <dt>{counterTexts.parked[speak]}</dt>
          <dd data-count="parked">{count(state.value?.parked)}</dd>
        </div>
      </dl>
    </section>
  );
}
