#!/bin/sh
# Installs what Vs Mapper's development environment needs and is not there yet: QGIS and Xvfb from the
# distribution's packages, .venv with the pinned Python packages, and in a folder of .venv's PyQt6, for one test.
# Quick when nothing is missing.
set -eu
cd "$(dirname "$0")/.."

PACKAGES="qgis python3-qgis python3-gdal gdal-bin python3-scipy python3-matplotlib python3-venv xvfb xauth fonts-dejavu-core git"

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
    /usr/bin/python3 -c 'import qgis.core, scipy, matplotlib, venv' 2>/dev/null && return
    say "this is not Debian or Ubuntu, and /usr/bin/python3 does not see QGIS. Install with your package manager:"
    say "    QGIS 3.22 or later with its Python bindings, SciPy (< 1.12), matplotlib, venv and Xvfb, then make again"
    exit 1
}

# PyPI's torch brings gigabytes of CUDA libraries; a machine without an NVIDIA driver takes PyTorch's CPU index.
torch_index() {
    command -v nvidia-smi >/dev/null && return
    index=https://download.pytorch.org/whl/cpu
    probe="import urllib.request as r; r.urlopen('$index/torch/', timeout=5)"
    .venv/bin/python -c "$probe" 2>/dev/null && echo "--extra-index-url $index" || true
}

install_python_packages() {
    stamp=.venv/requirements.sha256
    [ -x .venv/bin/python ] && sha256sum --check --status "$stamp" 2>/dev/null && return
    say "installing the Python packages of requirements.txt and requirements-qt6.txt into .venv (a few minutes)"
    /usr/bin/python3 -m venv --system-site-packages .venv
    # shellcheck disable=SC2046
    .venv/bin/python -m pip install -qq --disable-pip-version-check $(torch_index) -r requirements.txt
    .venv/bin/python -m pip install -qq --disable-pip-version-check --upgrade --target .venv/qt6 -r requirements-qt6.txt
    sha256sum requirements.txt requirements-qt6.txt >"$stamp"
}

if command -v apt-get >/dev/null; then install_packages; else require_without_apt; fi
install_python_packages
