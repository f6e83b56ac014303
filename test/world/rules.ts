/** What the world holds against the hall: a broken rule ends the run, with what it is called and what was seen. */
export class Broken extends Error {
  readonly rule: string;

  constructor(rule: string, what: string) {
    super(`${rule}: ${what}`);
    this.rule = rule;
  }
}

/**
 * Notes the first rule that was broken: much of what is looked at is looked at in the middle of the host's own work.
 */
export interface Rules {
  broken: Broken | undefined;
  breaks(rule: string, what: string): void;
}

export function openRules(): Rules {
  const rules: Rules = {
    broken: undefined,
    breaks(rule, what) {
      rules.broken ??= new Broken(rule, what);
    },
  };
  return rules;
}
