#!/usr/bin/env bash
# Expected: cqlsh --file reads statements from a pipe, as from <(…), as psql --file and mysql's source do.
# Seen: cqlsh 6.2.2 seeks in the file before it connects, refuses one that it cannot seek in, and reads the same
# statements from standard input, where it also asks for a password.
# Source: run on PyPI's cqlsh, without a server: what is taken ends in a refused connection.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet cqlsh==6.2.2 cassandra-driver==3.30.1
echo 'SELECT key FROM system.local;' > statements.cql

ask() { HOME=$work venv/bin/cqlsh 127.0.0.1 1 "$@" 2>&1 || true; }
outcome() {
  case $(cat) in
    *'not seekable'*) echo refused ;;
    *'Connection refused'*) echo 'taken, and asks the server' ;;
    *) echo 'something else' ;;
  esac
}
{
  echo "--file, a file: $(ask --file statements.cql | outcome)"
  echo "--file, a pipe: $(ask --file <(cat statements.cql) | outcome)"
  echo "standard input, a pipe: $(cat statements.cql | ask | outcome)"
} > seen

cat > expected <<'END'
--file, a file: taken, and asks the server
--file, a pipe: refused
standard input, a pipe: taken, and asks the server
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
