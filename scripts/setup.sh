#!/bin/sh
# Create .venv with the packages of requirements.lock and the `jobledger` command. Do nothing if the lock file is
# unchanged. Requires Python 3.11 or later; uses uv if it is installed, else installs it with pip.
set -eu
cd "$(dirname -- "$0")/.."
stamp=.venv/requirements.lock

say() { printf '%s\n' "$*"; }
stop() { printf 'jobledger: %s\n' "$*" >&2; exit 1; }
is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_recent "$PYTHON" || stop "PYTHON=$PYTHON is not a Python 3.11 or later."
        say "$PYTHON"
        return
    fi
    for name in python3 python3.13 python3.12 python3.11 python; do
        if is_recent "$name"; then
            say "$name"
            return
        fi
    done
    version=$(python3 --version 2>/dev/null || say "no python3 at all")
    stop "JobLedger needs Python 3.11 or later; found $version. Install one (python.org, your system's packages or" \
        "uv python install 3.13), then run make again; to name one: make up PYTHON=/path/to/python3.13"
}

make_venv() {
    rm -rf .venv
    if command -v uv >/dev/null 2>&1; then
        uv venv --quiet --python "$python" .venv
    else
        "$python" -m venv .venv || {
            rm -rf .venv
            stop "$python cannot make a virtual environment: install its venv module (Debian, Ubuntu: apt install" \
                "python3-venv) or uv, then run make again."
        }
    fi
}

# uv installs 180 packages in seconds, pip in a minute and a half. pip is used where uv cannot be installed.
install_packages() {
    if command -v uv >/dev/null 2>&1; then
        uv=uv
    elif .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
        -r scripts/uv.txt 2>/dev/null; then
        uv=.venv/bin/uv
    else
        uv=
    fi
    if [ -n "$uv" ] && "$uv" pip sync --quiet --python .venv/bin/python requirements.lock; then
        return
    fi
    say "uv could not install the packages; using pip, which takes a minute or two."
    [ -x .venv/bin/pip ] || .venv/bin/python -m ensurepip --upgrade >/dev/null
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
}

# Put the checkout on the path with a .pth file. Without a build, no build tools have to be downloaded.
install_checkout() {
    packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    pwd >"$packages/jobledger.pth"
    cat >.venv/bin/jobledger <<'COMMAND'
#!/bin/sh
exec "$(dirname -- "$0")/python" -c 'from cli.main import app; app(prog_name="jobledger")' "$@"
COMMAND
    chmod +x .venv/bin/jobledger
}

if cmp -s requirements.lock "$stamp" && [ -x .venv/bin/jobledger ] && is_recent .venv/bin/python; then
    exit 0
fi
python=$(find_python)
say "Setting up .venv with $("$python" --version) …"
is_recent .venv/bin/python || make_venv
install_packages
install_checkout
cp requirements.lock "$stamp"
