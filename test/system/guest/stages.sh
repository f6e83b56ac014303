#!/bin/sh
# Runs the tests of each stage, the files of one (`life,office`) beside each other, with the Node of the package. After a
# first stage that failed there is nothing to test.
for stage in "$@"; do
  since=$(date +%s)
  # shellcheck disable=SC2046
  /unpacked/usr/lib/loket/bin/node --test --test-concurrency=3 --test-reporter=spec \
    $(echo "$stage" | tr , '\n' | sed 's#.*#/test/&.js#')
  ended=$?
  echo "@took $stage: $(($(date +%s) - since)) s"
  if [ "$stage" = "$1" ] && [ "$ended" != 0 ]; then break; fi
done
