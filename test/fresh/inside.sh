#!/bin/bash
# inside.sh STEP [ARGUMENT...]: what a person types on a fresh machine, as an ordinary user in the folder of the project.
# Prints what it did as lines `@passed WHAT` and ends with 1 at the first thing that fails.
set -uo pipefail
cd /home/office/loket || exit 1

passed() { echo "@passed $1"; }
failed() {
  echo "@failed $1"
  exit 1
}

case $1 in
  # Nothing is here that compiles: what asks for it would have worked by accident.
  bare)
    for program in cc gcc g++ clang make git; do
      if command -v $program >/dev/null; then failed "there is $program: this is no fresh machine"; fi
    done
    [ -e node_modules ] && failed 'there are packages already'
    passed "a machine without a compiler: node $(node --version), npm $(npm --version)"
    ;;
  install)
    time npm ci --no-progress || failed 'npm ci'
    node dist/firmware-host/cli/loket.js --version || failed 'the program does not start'
    passed "npm ci, which left $(du -sm node_modules | cut -f1) MB"
    ;;
  # Typed at the console of `npm start`; the ticket counts when it is told of, which is after the disk has it and the
  # simulated paper is out. `quit` ends the hall.
  ticket)
    coproc HALL { exec env LOKET_LANG=en npm start 2>&1; }
    hall=$HALL_PID
    while IFS= read -r -t 60 line <&"${HALL[0]}"; do
      echo "$line"
      case $line in
        *"'quit' ends."*) echo 'ticket paspor' >&"${HALL[1]}" ;;
        'A-001 was taken for '*) issued=yes && echo quit >&"${HALL[1]}" ;;
      esac
    done
    [ "${issued-}" = yes ] || failed 'npm start: no ticket was issued'
    wait "$hall" || failed "npm start ended with $?"
    passed 'npm start: a ticket was issued, and the hall ended when it was told to'
    ;;
  test)
    shift
    npm test -- "$@" || failed "npm test $*"
    passed "npm test $*"
    ;;
esac
