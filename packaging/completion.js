import { commandsIn } from './commands.js';

/** Completion of `loket` for bash: commands, options, values of options that have a choice, and files elsewhere. */
export function completion() {
  const all = commandsIn('en');
  const table = (name, rows) =>
    [
      `  local -A ${name}=(`,
      ...rows.map(([key, words]) => `    ['${key}']='${words.join(' ')}'`),
      '  )',
    ].join('\n');
  const typed = (name) => `loket ${name}`.trim();
  const commands = all.filter(({ below }) => below.length > 0).map(({ name, below }) => [typed(name), below]);
  const options = all.map((one) => [typed(one.name), one.options.map(({ long }) => long)]);
  const values = all.flatMap(({ name, options: own }) =>
    own
      .filter(({ required, optional }) => required || optional)
      .map((option) => [`${typed(name)} ${option.long}`, choicesOf(option)]),
  );
  return `# Completion of loket for bash. Made by \`npm run package\` from what \`loket --help\` knows.
_loket() {
${table('commands', commands)}
${table('options', options)}
  # Options that have a value; without a list it is a file or something that only people know.
${table('values', values)}
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  local command=loket word place
  for ((place = 1; place < COMP_CWORD; place++)); do
    word=\${COMP_WORDS[place]}
    # The value of an option has no name of a command.
    if [[ " \${commands["$command"]-} " == *" $word "* ]]; then command+=" $word"; fi
  done
  COMPREPLY=()
  if [[ -v values["$command $before"] ]]; then
    local choices=\${values["$command $before"]}
    if [[ $choices ]]; then mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$current"); else compopt -o default; fi
  elif [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "\${options["$command"]-}" -- "$current")
  elif [[ \${commands["$command"]-} ]]; then
    mapfile -t COMPREPLY < <(compgen -W "\${commands["$command"]}" -- "$current")
  else
    compopt -o default
  fi
}
complete -F _loket loket
`;
}

const choicesOf = ({ long, argChoices }) => (long === '--lang' ? ['id', 'en'] : (argChoices ?? []));
