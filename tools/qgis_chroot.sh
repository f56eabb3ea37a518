#!/bin/sh
# Runs the tests of QGIS's side against the QGIS of another Debian release:
#     tools/qgis_chroot.sh SUITE [PYTEST'S ARGUMENTS in place of the usual folders]
#     tools/qgis_chroot.sh SUITE -- COMMAND   in the copy of the tree there, which stays in CHROOTS/SUITE/src
# SUITE is trixie (QGIS 3.40), trixie-backports or forky (3.44). The first run makes a chroot of 3 GB, and 6 GB of
# environments where only PyPI's torch is to be had; later runs use them again. Everything mounted and started here lives in
# namespaces of its own, which end with this script, so the chroots can be removed like any folder.
set -eu
cd "$(dirname "$0")/.."
suite=${1:?usage: tools/qgis_chroot.sh SUITE [PYTEST ARGUMENTS | -- COMMAND]}
shift
chroots=${VS_MAPPER_CHROOTS:-$HOME/.cache/vs_mapper/chroots}
root=$chroots/$suite
release=${suite%-backports}

PACKAGES="qgis python3-qgis python3-gdal gdal-bin python3-venv xvfb xauth fonts-dejavu-core git"
TESTS="tests/gui tests/qgis tests/package tests/client tests/protocol tests/cli"

say() { printf 'test-qgis: %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

require_means() {
    [ "$(id -u)" = 0 ] || fail "a chroot needs root rights: run make as root"
    for command in debootstrap unshare git; do
        command -v "$command" >/dev/null || fail "$command is missing (apt-get install $command)"
    done
}

# One run a chroot at a time.
enter_namespaces() {
    [ "${VS_MAPPER_IN_NAMESPACES:-}" ] && return
    export VS_MAPPER_IN_NAMESPACES=1
    mkdir -p "$chroots"
    exec flock "$root.lock" unshare --mount --pid --fork --kill-child sh tools/qgis_chroot.sh "$suite" "$@"
}

# Run from the background, SIGINT would be ignored there; a test sends it.
inside() {
    chroot "$root" env --default-signal=INT HOME=/root TMPDIR=/tmp LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

# The mirror that this machine's own apt takes Debian from.
mirror() {
    apt-get indextargets --format "\$(ORIGIN) \$(LABEL) \$(REPO_URI)" "Created-By: Packages" |
        sed -n 's/^Debian Debian //p' | head -n 1
}

make_root() {
    [ -e "$root/made" ] && return
    say "making a chroot of Debian $release in $root"
    from=${VS_MAPPER_MIRROR:-$(mirror)}
    [ "$from" ] || fail "apt knows no mirror of Debian: name one in VS_MAPPER_MIRROR"
    mkdir -p "$root"
    # A release newer than this debootstrap is made as Debian's unstable is.
    script=/usr/share/debootstrap/scripts/$release
    [ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid
    debootstrap --variant=minbase --include=ca-certificates "$release" "$root" "$from" "$script" >"$root.log" 2>&1 ||
        fail "debootstrap failed; see $root.log"
    echo "deb $from $release main" >"$root/etc/apt/sources.list"
    [ "$suite" = "$release" ] || echo "deb $from $suite main" >>"$root/etc/apt/sources.list"
    apt-config dump | grep '^Acquire::' >"$root/etc/apt/apt.conf.d/90host"
    cp -R /usr/local/share/ca-certificates "$root/usr/local/share/" 2>/dev/null || true
    touch "$root/made"
}

mount_parts() {
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mkdir -p "$chroots/pip" "$root/root/.cache/pip"
    mount --bind "$chroots/pip" "$root/root/.cache/pip"
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    # The samples of other people, and the folders that pip's own settings name.
    for folder in "${VS_MAPPER_DATA:-}" "${VS_MAPPER_FORMATS:-}" $(pip_folders); do
        [ -d "$folder" ] || continue
        mkdir -p "$root$folder"
        mount --bind -o ro "$folder" "$root$folder"
    done
}

# A folder that is an index, .../simple, keeps its files beside it.
pip_folders() {
    { cat /etc/pip.conf "$HOME/.config/pip/pip.conf" 2>/dev/null; env | grep '^PIP_'; } | grep -oE '(^|[ =]|file://)/[^ ]+' |
        sed 's#^file://##; s#^[ =]*##; s#/simple/*$##' | sort -u
}

install_qgis() {
    [ -e "$root/qgis-installed" ] && return
    say "installing QGIS there (5 to 10 minutes)"
    target=""
    [ "$suite" = "$release" ] || target="-t $suite"
    # shellcheck disable=SC2086  # word splitting is wanted
    { inside update-ca-certificates && inside apt-get update -qq &&
        inside apt-get install -y -qq --no-install-recommends $target $PACKAGES &&
        inside apt-get clean; } >>"$root.log" 2>&1 || fail "apt-get failed; see $root.log"
    touch "$root/qgis-installed"
}

copy_tree() {
    rm -rf "$root/src"
    git clone -q --no-checkout . "$root/src"
    git -C "$root/src" reset -q
    git ls-files -z --cached --others --exclude-standard |
        tar -c --null --ignore-failed-read -T - 2>/dev/null | tar -x -C "$root/src"
    # The environments outlive this copy.
    mkdir -p "$root/root/environments" "$root/root/.config/pip"
    ln -s /root/environments "$root/src/.environments"
    cp /etc/pip.conf "$root/etc/" 2>/dev/null || true
    cp "$HOME/.config/pip/pip.conf" "$root/root/.config/pip/" 2>/dev/null || true
}

run_tests() {
    inside sh /src/tools/setup.sh
    say "$(inside /src/.environments/qgis/bin/python -c '
import platform, numpy
from qgis.core import Qgis
from qgis.PyQt.QtCore import QT_VERSION_STR
print(f"QGIS {Qgis.QGIS_VERSION}, Qt {QT_VERSION_STR}, Python {platform.python_version()}, numpy {numpy.__version__}")')"
    if [ "${1:-}" = -- ]; then
        shift
        inside sh -c 'cd /src && exec "$@"' sh "$@"
        return
    fi
    if [ $# -gt 0 ]; then
        inside sh /src/tools/test.sh -p no:cacheprovider "$@"
        return
    fi
    # shellcheck disable=SC2086  # word splitting is wanted
    inside sh /src/tools/test.sh -p no:cacheprovider $TESTS
    inside sh /src/tools/test.sh -p no:cacheprovider -m installed tests/installed
}

require_means
enter_namespaces "$@"
make_root
mount_parts
install_qgis
copy_tree
run_tests "$@"
