#!/bin/bash
# The life of the package on a small Debian under systemd, without a network: installed, used, upgraded, removed and
# purged. /packages has loket.deb and next.deb, the same as a newer version. Prints lines `@passed WHAT` and
# `@failed WHAT`, and goes on after a failure: each says something of its own.
set -u
export LANG=C.UTF-8 LOKET_LANG=en DEBIAN_FRONTEND=noninteractive HOME=/root
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
examples=/usr/share/doc/loket/examples
said=/tmp/said
answer_max_s=60

# try WHAT COMMAND...: the command succeeds. Its words are in $said.
try() {
  local what=$1
  shift
  if "$@" >"$said" 2>&1; then echo "@passed $what"; else
    echo "@failed $what"
    tail -n 40 "$said"
  fi
}
says() { "${@:2}" 2>&1 | tee "$said.all" | grep -qF -- "$1" || { cat "$said.all" && false; }; }
not() { ! "$@"; }
pid() { systemctl show --value -p MainPID loket; }
is_active() { [ "$(systemctl is-active loket)" = active ]; }
is_other() { is_active && [ "$(pid)" != "$1" ]; }
is_same() { is_active && [ "$(pid)" = "$1" ]; }
apt_get() { apt-get -y -q "$@"; }
kept() { [ -s /etc/loket/site.yaml ] && [ -s /var/lib/loket/journal.db ] && id loket; }
gone() { for path in "$@"; do if [ -e "$path" ] || [ -L "$path" ]; then echo "$path is there" && return 1; fi; done; }

simulated() {
  cd /tmp || return 1
  coproc HALL { exec timeout "$answer_max_s" loket simulate "$examples/simulated-hall.yaml" 2>&1; }
  local line issued='' hall=$HALL_PID
  while IFS= read -r line <&"${HALL[0]}"; do
    echo "$line"
    case $line in
      *"'quit' ends."*) echo 'ticket paspor' >&"${HALL[1]}" ;;
      'A-001 was taken for '*) issued=yes && echo quit >&"${HALL[1]}" ;;
    esac
  done
  wait "$hall" && [ "$issued" = yes ]
}

loads() {
  (cd /usr/lib/loket && for name in "$@"; do ./bin/node -e "require('$name')" || return 1; done)
}

completes() {
  bash -c '. /usr/share/bash-completion/bash_completion
    if declare -F _comp_load >/dev/null; then _comp_load loket; else __load_completion loket; fi
    COMP_WORDS=(loket simu) COMP_CWORD=1 COMPREPLY=(); _loket; [ "${COMPREPLY[*]}" = simulate ]'
}

try 'apt installs it without a network' apt_get install /packages/loket.deb
try 'the command starts' says "$(dpkg-query -f '${Version}' -W loket | cut -d+ -f1)" loket --version
try 'a site file is checked' says 'Ready to run' loket check "$examples/mpp-batam.yaml"
try 'doctor loads the addons' says 'native modules load' sh -c "loket doctor $examples/simulated-hall.yaml || true"
try 'every addon loads' loads @photostructure/sqlite @serialport/bindings-cpp node-hid onoff i2c-bus spi-device pg
try 'a simulated hall gives a ticket, and ends when it is told to' simulated
try 'the files are those of the package' dpkg -V loket
try 'the manual is there' says 'loket simulate' man loket
try 'the manual is there in Indonesian' says 'PERINTAH' man -L id -M /usr/share/man/id loket
try 'bash completes the command' completes
try 'the unit is there and is not started' says static systemctl is-enabled loket
systemctl start loket
try 'the unit starts nothing before a site is installed' not is_active
try 'there is neither a data folder nor a user before' gone /etc/loket /var/lib/loket /opt/loket

try 'a site is installed with the program of the package' \
  says 'stays where its package' loket install "$examples/mpp-banyuwangi.yaml"
try 'the hall runs' is_active
try 'it runs from the package, and nothing was copied' \
  sh -c '[ "$(readlink /opt/loket/current)" = /usr/lib/loket ] && [ "$(ls /opt/loket)" = current ]'
before=$(pid)
try 'a newer package is installed' apt_get install /packages/next.deb
try 'and the hall runs it' is_other "$before"

before=$(pid)
cp /etc/loket/site.yaml /tmp/right.yaml
echo 'nonsense: [' >>/etc/loket/site.yaml
try 'a package over a site file that is wrong says so' \
  says 'still runs the old version' apt_get install --allow-downgrades /packages/loket.deb
try 'and the hall runs on' is_same "$before"
cp /tmp/right.yaml /etc/loket/site.yaml
try 'the command that it named helps' loket install /etc/loket/site.yaml
try 'and the hall runs the package' is_other "$before"
try 'the journal is sound' loket verify --data /var/lib/loket

systemctl stop loket
try 'a newer package is installed beside a hall that was stopped' apt_get install /packages/next.deb
try 'which stays stopped' not is_active
systemctl start loket

try 'apt removes it' apt_get remove loket
try 'the hall ended' not is_active
try 'program, unit and links are gone' \
  gone /usr/lib/loket /usr/bin/loket /opt/loket /etc/systemd/system/loket.service \
  /etc/systemd/system/multi-user.target.wants/loket.service /etc/udev/rules.d/70-loket.rules
try 'settings, data and the user stay' kept
try 'it is installed again, with the same site' \
  sh -c 'apt-get -y -q install /packages/loket.deb && loket install /etc/loket/site.yaml'
try 'and the hall runs again' is_active
try 'purge says what it leaves' says '/var/lib/loket dibiarkan' apt_get purge loket
try 'settings, data and the user stay after purge' kept
try 'what was compiled is gone' gone /usr/lib/loket /var/cache/loket
