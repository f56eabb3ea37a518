#!/bin/sh
# Installs what Vs Mapper's development environment needs and is not there yet: QGIS and Xvfb from the
# distribution's packages, and two environments of Python, one on each side of the border between QGIS and the
# engine. Quick when nothing is missing.
set -eu
cd "$(dirname "$0")/.."

PACKAGES="qgis python3-qgis python3-gdal gdal-bin python3-venv xvfb xauth fonts-dejavu-core git"
ENVIRONMENTS=$PWD/.environments
HOME_OF_ENGINE=$ENVIRONMENTS/engine
QGIS_SIDE=$ENVIRONMENTS/qgis

say() { printf 'setup: %s\n' "$*" >&2; }

missing_packages() {
    for package in $PACKAGES; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || printf '%s ' "$package"
    done
}

install_packages() {
    missing=$(missing_packages)
    [ -z "$missing" ] && return
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        say "these packages are missing, and installing them needs root rights. Run this, then make again:"
        say "    sudo apt-get update && sudo apt-get install --no-install-recommends $missing"
        exit 1
    fi
    say "installing $missing(a few minutes)"
    log=$(mktemp)
    # shellcheck disable=SC2086  # word splitting is wanted
    if ! { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        say "apt-get failed; see above"
        exit 1
    fi
    rm -f "$log"
}

require_without_apt() {
    /usr/bin/python3 -c 'import qgis.core, venv' 2>/dev/null && return
    say "this is not Debian or Ubuntu, and /usr/bin/python3 does not see QGIS. Install with your package manager:"
    say "    QGIS 3.22 or later with its Python bindings, venv and Xvfb, then make again"
    exit 1
}

# True where an environment was finished with these files as they are.
is_finished() {
    stamp=$1/finished.sha256
    shift
    [ -s "$stamp" ] && sha256sum "$@" 2>/dev/null | cmp -s - "$stamp"
}

# The engine's Python as users get it, with what the tests need besides; .venv leads to it.
make_engine() {
    made_of="requirements.txt plugin/client/setup/lock/*.txt"
    # shellcheck disable=SC2086  # word splitting is wanted
    is_finished .venv $made_of && return
    [ -L .venv ] || rm -rf .venv # as earlier versions made it
    ln -sfn .environments/engine/current .venv
    # shellcheck disable=SC2086
    is_finished .venv $made_of && return
    say "setting up the engine in $HOME_OF_ENGINE (a minute or more)"
    python=$(/usr/bin/python3 -m plugin setup --repair --folder "$HOME_OF_ENGINE" 2>"$ENVIRONMENTS/setup.log") || {
        cat "$ENVIRONMENTS/setup.log" >&2
        exit 1
    }
    environment=${python%/bin/python}
    ln -sfn "$(basename "$environment")" "$HOME_OF_ENGINE/current"
    .venv/bin/python -m ensurepip --default-pip >/dev/null
    pip=".venv/bin/python -m pip --disable-pip-version-check -qq"
    $pip freeze >.venv/engine.txt
    $pip install -c .venv/engine.txt -r requirements.txt
    # shellcheck disable=SC2086
    sha256sum $made_of >.venv/finished.sha256
}

# Python that sees QGIS, and pytest: what imports QGIS is tested there, beside no package of the engine. PyQt6
# lies in a folder that one test alone looks into.
make_qgis_side() {
    made_of="requirements-qgis.txt requirements-qt6.txt"
    # shellcheck disable=SC2086
    is_finished "$QGIS_SIDE" $made_of && return
    say "installing pytest and PyQt6 in $QGIS_SIDE"
    rm -rf "$QGIS_SIDE"
    /usr/bin/python3 -m venv --system-site-packages "$QGIS_SIDE"
    pip="$QGIS_SIDE/bin/python -m pip --disable-pip-version-check -qq"
    $pip install -r requirements-qgis.txt
    $pip install --target "$QGIS_SIDE/qt6" -r requirements-qt6.txt
    # shellcheck disable=SC2086
    sha256sum $made_of >"$QGIS_SIDE/finished.sha256"
}

if command -v apt-get >/dev/null; then install_packages; else require_without_apt; fi
mkdir -p "$ENVIRONMENTS"
make_engine
make_qgis_side
