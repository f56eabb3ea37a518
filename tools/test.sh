#!/bin/sh
# Runs the tests of both sides of the border, each in its environment:
#     tools/test.sh [PYTEST'S ARGUMENTS]
# Of paths among the arguments each goes to the side that it belongs to, and a side without any is left out.
# Without paths all are run, the engine's in two parts: they share the processors, and half of the time a part
# waits for other programs.
set -eu
cd "$(dirname "$0")/.."
OF_QGIS="tests/gui tests/qgis"
AFTER_READING="boreholes exports field maps modelling products proof report results sections spatial stack"

chosen=$#
engine="" later="" qgis=""
for word in "$@"; do
    shift
    case $word in
        tests/gui* | tests/qgis*) qgis="$qgis $word" ;;
        tests/*) engine="$engine $word" ;;
        *) set -- "$@" "$word" ;;
    esac
done
if [ -z "$engine$qgis" ]; then
    for district in $AFTER_READING; do later="$later tests/engine/$district"; done
    engine="$(printf -- '--ignore=%s ' $OF_QGIS $later) tests"
    qgis=$OF_QGIS
fi

# Of what was chosen by name one part may have nothing, for which pytest's status is 5.
part() {
    "$@" || { status=$? && [ $status = 5 ] && [ "$chosen" != 0 ]; } || return "$status"
}

export QT_QPA_PLATFORM=offscreen
# The parts fill the processors. A pool of threads in each process would only wait for its turn, and keeps a
# processor busy while it waits: most of the time of the tests of the network, otherwise.
export OMP_NUM_THREADS=1
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
# What runs behind cannot be interrupted, which the tests of the command line try: they run in front.
behind=""
# shellcheck disable=SC2086
if [ -n "$later" ]; then
    part .venv/bin/python -m pytest "$@" $later >"$logs/later" 2>&1 &
    behind="$behind $!"
fi
# shellcheck disable=SC2086
if [ -n "$qgis" ]; then
    part .environments/qgis/bin/python -m pytest "$@" $qgis >"$logs/qgis" 2>&1 &
    behind="$behind $!"
fi
failed=0
# shellcheck disable=SC2086
[ -z "$engine" ] || part .venv/bin/python -m pytest "$@" $engine || failed=$?
for process in $behind; do wait "$process" || failed=$?; done
[ -z "$behind" ] || cat "$logs"/*
exit "$failed"
