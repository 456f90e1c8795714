#!/bin/sh
# .ci/set-up.sh PYTHON VENV: system libraries, virtual environment, dependencies, the bundled model.
# Says what it does; as an ordinary user it asks for nothing but prints the one command needed.
set -eu
PYTHON=$1
VENV=$2

fail() {
    echo "set-up: $1" >&2
    [ -z "${2:-}" ] || echo "run:    $2" >&2
    exit 1
}

install() { # why, packages...
    why=$1
    shift
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "set-up: installing $* ($why)"
        apt-get update -qq >/dev/null
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
            fail "apt-get could not install $*"
    else
        fail "$why" "sudo apt-get install --no-install-recommends $*"
    fi
}

command -v "$PYTHON" >/dev/null || fail "$PYTHON is not installed" "sudo apt-get install python3"
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 or newer is needed, $PYTHON is $("$PYTHON" -V 2>&1)"

"$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
    install "Python's venv module is missing" "python3-venv"

missing=
has_library() { "$PYTHON" -c "import ctypes; ctypes.CDLL('$1')" 2>/dev/null; }
has_library libpango-1.0.so.0 || missing="$missing libpango-1.0-0"
has_library libpangoft2-1.0.so.0 || missing="$missing libpangoft2-1.0-0"
has_library libharfbuzz-subset.so.0 || missing="$missing libharfbuzz-subset0"
# shellcheck disable=SC2086 - a list of packages
[ -z "$missing" ] || install "the PDF needs the Pango libraries" $missing

# The report's tests want a browser and a second reader of PDFs; without them they are skipped.
missing=
command -v chromium >/dev/null || missing="$missing chromium"
command -v pdftotext >/dev/null || missing="$missing poppler-utils"
if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086 - a list of packages
    (install "for the tests of the report" $missing) || echo "set-up: some tests will be skipped" >&2
fi

[ -x "$VENV/bin/python" ] || "$PYTHON" -m venv "$VENV"
echo "set-up: installing Python packages into $VENV (the first time takes some minutes)"
"$VENV/bin/python" -m pip install --quiet --upgrade "pip>=25.1"
"$VENV/bin/python" -m pip install --quiet --editable . --group dev
