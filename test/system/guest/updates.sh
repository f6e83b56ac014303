#!/bin/bash
# New versions as apt brings them to a site, on a small Debian under systemd, without a network: from a repository that
# `loket repository` makes in a folder. Good ones, broken ones that are taken back, and ones that apt has to refuse.
# /packages has loket.deb. Prints lines `@passed WHAT` and `@failed WHAT`, and goes on after a failure.
set -u
export LANG=C.UTF-8 LOKET_LANG=en DEBIAN_FRONTEND=noninteractive HOME=/root
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
said=/tmp/said
office=/srv/office
tree=/srv/tree
examples=/usr/share/doc/loket/examples
held=/etc/apt/preferences.d/loket-taken-back-
told=/var/lib/loket-package/taken-back
# A minute for the new version, half a minute for its end, and what dpkg and the start of the old one take.
back_max_s=120
# Seconds in place of minutes, where the minute itself is not what is tried.
quick='[Service]\nEnvironment=LOKET_READY_WITHIN_S=25 LOKET_STEADY_S=6\n'

try() {
  local what=$1
  shift
  if "$@" >"$said" 2>&1; then echo "@passed $what"; else
    echo "@failed $what"
    tail -n 60 "$said"
    journalctl --no-pager -n 40 -u loket -u loket-take-back
  fi
}
says() { "${@:2}" 2>&1 | tee "$said.all" | grep -qF -- "$1" || { cat "$said.all" && false; }; }
not() { ! "$@"; }
pid() { systemctl show --value -p MainPID loket; }
is_active() { [ "$(systemctl is-active loket)" = active ]; }
is_same() { is_active && [ "$(pid)" = "$1" ]; }
is_other() { is_active && [ "$(pid)" != "$1" ]; }
installed() { dpkg-query -f '${db:Status-Status} ${Version}' -W loket; }
has() { [ "$(installed)" = "installed $1" ] || { installed && false; }; }
apt_get() { apt-get -y -q "$@"; }
offered() { apt-cache policy loket | grep -qx "  Candidate: $1" || { apt-cache policy loket && false; }; }
nightly() { apt_get update && unattended-upgrade --verbose; }
# until_ok SECONDS COMMAND...
until_ok() {
  local end=$((SECONDS + $1))
  while ! "${@:2}"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 1
  done
}
trial_over() { [ ! -e /var/lib/loket-package/trial ] && ! systemctl is-active -q loket-take-back; }
back_to() { until_ok "$back_max_s" trial_over && has "$1" && is_active; }
quickly() {
  mkdir -p /etc/systemd/system/loket-take-back.service.d
  printf "$quick" >/etc/systemd/system/loket-take-back.service.d/quick.conf
  systemctl daemon-reload
}
in_time() {
  rm /etc/systemd/system/loket-take-back.service.d/quick.conf
  systemctl daemon-reload
}

cli=$tree/usr/lib/loket/dist/firmware-host/cli
# package VERSION [run-JAVASCRIPT]: /srv/VERSION.deb, in which `loket run` is this script.
package() {
  rm -rf "$tree"
  dpkg-deb -R /packages/loket.deb "$tree"
  sed -i "s/^Version: .*/Version: $1/" "$tree/DEBIAN/control"
  if [ -n "${2-}" ]; then
    mv "$cli/loket.js" "$cli/sound.js"
    echo "if (process.argv[2] === 'run') { $2 } else await import('./sound.js');" >"$cli/loket.js"
  fi
  if [ -n "${3-}" ]; then printf '%s\n' '#!/bin/sh' "$3" >"$tree/usr/lib/loket/bin/node"; fi
  dpkg-deb --root-owner-group -Zzstd -z1 --build "$tree" "/srv/$1.deb" >/dev/null
}
publish() { loket repository "$office" "$@"; }

# Nothing but our own repository is reached here.
rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*
first=$(dpkg-deb -f /packages/loket.deb Version)
package 9.1 >/dev/null
try 'the first package is installed from its file' apt_get install /packages/loket.deb
try 'a repository is made, with a key of its own' says "A new key: $HOME/.config/loket/repository.key" publish /packages/loket.deb
try 'the key is for its owner alone' sh -c '[ "$(stat -c %a ~/.config/loket/repository.key)" = 600 ]'
mkdir -p /srv/site && cp "$office/loket-repository.asc" /srv/site/
{
  cat "$examples/mpp-banyuwangi.yaml"
  printf '\nupdates: { from: %s, key: loket-repository.asc }\n' "$office"
} >/srv/site/site.yaml
try 'a site that names it is installed, and says when new versions come' \
  says 'outside the opening hours' loket install /srv/site/site.yaml
try 'the hall runs' is_active
try 'apt reads the repository without a warning' \
  sh -c 'out=$(apt-get update 2>&1); echo "$out"; ! echo "$out" | grep -q "^[WEN]:"'
try 'apt offers what is in it' offered "$first"
try 'nothing is installed in the morning when the machine is switched on' \
  sh -c '[ "$(systemctl show --value -p Persistent apt-daily-upgrade.timer)" = no ]'
try 'and the next time is outside the opening hours' \
  says 'Asia/Jakarta' systemctl show -p TimersCalendar apt-daily-upgrade.timer

quickly
publish /srv/9.1.deb >/dev/null
before=$(pid)
try 'a new version comes by itself' sh -c "apt-get -q update && unattended-upgrade --verbose"
try 'and the hall runs it' sh -c "[ \"\$(dpkg-query -f '\${Version}' -W loket)\" = 9.1 ]"
try 'in a new process' is_other "$before"
try 'it is found ready, and stays' back_to 9.1
try 'the one before is kept' sh -c "grep -qx 'Version: $first' /var/lib/loket-package/kept/DEBIAN/control"
try 'nothing is held and nothing told' sh -c "! ls $held* && ! [ -e $told ]"
try 'the files are those of the package' dpkg -V loket

in_time
package 9.2 'process.exit(1);'
publish /srv/9.2.deb >/dev/null
SECONDS=0
try 'a version that ends at once comes by itself' nightly
try 'and is taken back within two minutes' back_to 9.1
echo "it took $SECONDS s from the start of the installation"
try 'the log says so' says 'Version 9.2 is taken back' journalctl --no-pager -u loket-take-back
try 'the hall tells it' says 'version 9.2 was not ready in time, so 9.1 runs again' journalctl --no-pager -u loket
try 'its status tells it' says 'version 9.2 was not ready in time' sh -c 'loket status || true'
try 'the files are those of the version before' dpkg -V loket
try 'it is not tried again at night' nightly
try 'nor by a technician who asks for the newest' apt_get install loket
try 'so the version before is there' has 9.1
try 'and its hall' is_active
try 'apt has no broken package' apt_get check

quickly
package 9.3 'setInterval(() => {}, 1e6);'
publish /srv/9.3.deb >/dev/null
try 'a newer one that hangs is installed' nightly
try 'and is taken back' back_to 9.1
package 9.4 '' 'kill -SEGV $$'
publish /srv/9.4.deb >/dev/null
before=$(pid)
try 'one whose Node crashes, also in the scripts of dpkg, is installed' nightly
try 'the hall of before runs on meanwhile' is_same "$before"
try 'and it is taken back' back_to 9.1
try 'it was never started, which is told' says '9.4 9.1 not-started' cat "$told"
package 9.5
dpkg --unpack /srv/9.5.deb >/dev/null 2>&1
systemctl stop loket-take-back
try 'an installation is cut off in the middle' sh -c '[ -n "$(dpkg --audit)" ]'
# As at a start of the machine.
systemctl start multi-user.target
try 'it is undone at the next start' back_to 9.1
try 'dpkg has nothing left to do' sh -c '[ -z "$(dpkg --audit)" ]'
package 9.6
publish /srv/9.6.deb >/dev/null
try 'the next good version comes as always' nightly
try 'and stays' back_to 9.6
try 'no fault is told any more' sh -c "! [ -e $told ] && ! loket status | grep -q 'taken back'"
try 'what was taken back stays held' sh -c "ls ${held}9-4"

try 'a person goes back with one command' says 'Version 9.1 runs again' loket install --rollback
try 'to the version before' has 9.1
try 'whose hall runs' is_active
try 'the night does not bring back what was given up' nightly
try 'it is still the version before' has 9.1
try 'there is nothing more to go back to, which is said' says 'apt-cache policy loket' loket install --rollback
try 'a named version of the repository is installed all the same' \
  apt_get install --allow-downgrades "loket=$first"
try 'and stays' back_to "$first"
rm -f "$held"*

before=$(pid)
kept_asc=$(cat "$office/loket-repository.asc")
try 'a key that sites do not know is not used by mistake' \
  says 'signed with another key' sh -c "gpg -q --batch --passphrase '' --quick-gen-key other ed25519 sign never; umask 077
    gpg -q --armor --export-secret-keys other >/srv/other.key; loket repository $office --key /srv/other.key"
rm "$office/loket-repository.asc"
loket repository "$office" --key /srv/other.key >/dev/null 2>&1
try 'apt refuses what is signed with another key' says 'not updated' sh -c 'apt-get update || true'
echo "$kept_asc" >"$office/loket-repository.asc"
package 9.7
publish /srv/9.7.deb >/dev/null
cp "$office/dists/stable/InRelease" /srv/InRelease
sed -i 's/^Date: .*/Date: Mon, 30 Nov 2026 00:00:01 +0000/' "$office/dists/stable/InRelease"
try 'apt refuses an InRelease that was changed' says 'not updated' sh -c 'apt-get update || true'
cp /srv/InRelease "$office/dists/stable/InRelease"
for list in "$office"/dists/stable/main/binary-"$(dpkg --print-architecture)"/by-hash/SHA256/*; do
  cp "$list" "/srv/$(basename "$list")" && printf ' ' >>"$list"
done
try 'apt refuses a list that was changed' says 'ailed to fetch' sh -c 'apt-get update || true'
try 'so nothing new is offered' not offered 9.7
for list in "$office"/dists/stable/main/binary-"$(dpkg --print-architecture)"/by-hash/SHA256/*; do
  cp "/srv/$(basename "$list")" "$list"
done
printf ' ' | dd of="$office/pool/loket_9.7_$(dpkg --print-architecture).deb" bs=1 seek=1000000 conv=notrunc status=none
try 'with the lists as they were signed it is offered' sh -c 'apt-get -q update && apt-cache policy loket | grep -q "Candidate: 9.7"'
try 'apt refuses a package that was changed' not apt_get install loket
try 'the hall has run on all the time' is_same "$before"
try 'with the version that it had' has "$first"
try 'the repository refuses other content under a version that is out' \
  says 'is there with other content' loket repository "$office" /srv/9.7.deb

try 'uninstalling leaves apt without our repository' loket uninstall
try 'so it is' not test -e /etc/apt/sources.list.d/loket.sources
try 'apt removes the package' apt_get remove loket
try 'and nothing of it is kept' sh -c '! [ -e /var/lib/loket-package ] && ! [ -e /usr/lib/loket ]'
