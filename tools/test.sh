#!/bin/sh
# Runs the tests of both sides of the border, each in its environment:
#     tools/test.sh [PYTEST'S ARGUMENTS]
# Of paths among the arguments each goes to the side that it belongs to, and a side without any is left out.
set -eu
cd "$(dirname "$0")/.."
OF_QGIS="tests/gui tests/qgis"

chosen=$#
engine="" qgis=""
for word in "$@"; do
    shift
    case $word in
        tests/gui* | tests/qgis*) qgis="$qgis $word" ;;
        tests/*) engine="$engine $word" ;;
        *) set -- "$@" "$word" ;;
    esac
done
if [ -z "$engine$qgis" ]; then
    engine="$(printf -- '--ignore=%s ' $OF_QGIS) tests"
    qgis=$OF_QGIS
fi

# Of what was chosen by name one side may have nothing, for which pytest's status is 5.
side() {
    "$@" || { status=$? && [ $status = 5 ] && [ "$chosen" != 0 ]; } || exit "$status"
}

export QT_QPA_PLATFORM=offscreen
# shellcheck disable=SC2086  # word splitting is wanted
[ -z "$engine" ] || side .venv/bin/python -m pytest "$@" $engine
# shellcheck disable=SC2086
[ -z "$qgis" ] || side .environments/qgis/bin/python -m pytest "$@" $qgis
