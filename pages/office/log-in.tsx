import { useSignal } from '@preact/signals';
import type { Me } from '../../office/web/office-messages.ts';
import { PickLanguage } from '../shared/pick-language.tsx';
import { ask } from './ask-office.ts';
import { focusOnce } from './focus-once.ts';
import { enter } from './office-store.ts';
import { language, say, setLanguage, type TextName } from './office-texts.ts';

export function LogIn() {
  const problem = useSignal<TextName | undefined>(undefined);
  const isBusy = useSignal(false);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    isBusy.value = true;
    problem.value = undefined;
    const asked = await ask<Me>('/api/login', 'POST', {
      name: String(fields.get('name')),
      password: String(fields.get('password')),
    });
    isBusy.value = false;
    if (asked.ok) return enter(asked.value);
    const known = { login: 'refusedLogin', 'bad-field': 'refusedLogin', 'too-many': 'tooMany' } as const;
    problem.value = known[asked.why as keyof typeof known] ?? 'failed';
    form.querySelector<HTMLInputElement>('[name="password"]')?.select();
  };
  return (
    <main class="login">
      <form onSubmit={send} aria-describedby="login-problem">
        <div class="login-head">
          <img src="/icon.svg" alt="" width="36" height="36" />
          <h1>{say('office')}</h1>
          <PickLanguage chosen={language.value} pick={setLanguage} />
        </div>
        <label>
          {say('name')}
          <input name="name" autocomplete="username" required ref={focusOnce} maxLength={64} />
        </label>
        <label>
          {say('password')}
          <input name="password" type="password" autocomplete="current-password" required maxLength={128} />
        </label>
        <p id="login-problem" class="problem" role="alert">
          {problem.value === undefined ? '' : say(problem.value)}
        </p>
        <button type="submit" class="primary" disabled={isBusy.value}>
          {say('logIn')}
        </button>
      </form>
    </main>
  );
}
