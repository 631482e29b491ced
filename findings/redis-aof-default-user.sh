#!/usr/bin/env bash
# Expected: with appendonly and appendfsync always, what a transaction or a script of several writes has
# written is there after a restart, whoever wrote it.
# Seen: with `user default off` in the ACL, Redis 7.0.15 starts again without it, and only its log says
# so; a plain SET is there. Redis loads the file as the user default, and EXEC alone asks what that user
# may do. `user default off ~* &* +@all` keeps everything, and still lets nobody log in as default.
# Source: run on Debian's redis-server 7.0.15; Redis fixed it in pull request 14545 of November 2025,
# Valkey in its pull request 3984 of 2026.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

redis-server --version | grep -q 'v=7[.]0[.]15' || { echo "needs redis-server 7.0.15"; exit 1; }
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
as_app() { redis-cli -p "$port" --user app --pass secret --no-auth-warning "$@"; }
start() {
  redis-server --port "$port" --bind 127.0.0.1 --dir "$work" --aclfile "$work/users.acl" \
    --appendonly yes --appendfsync always --save '' >> log &
  server=$!
  trap 'kill "$server"; rm -rf "$work"' EXIT
  for _ in $(seq 50); do as_app ping >/dev/null 2>&1 && return; sleep 0.1; done
}
stop() {
  trap 'rm -rf "$work"' EXIT
  kill "$server"
  wait "$server"
}
for permissions in '' ' ~* &* +@all'; do
  rm -rf appendonlydir log
  printf 'user default off%s\nuser app on >secret ~* &* +@all\n' "$permissions" > users.acl
  start
  as_app set plain 1 >/dev/null
  printf 'MULTI\nSET transaction 1\nSET transaction2 1\nEXEC\n' | as_app >/dev/null
  as_app eval "redis.call('set', 'script', 1) redis.call('set', 'script2', 1)" 0 >/dev/null
  stop
  start
  echo "default off$permissions: $(as_app keys '*' | sort | xargs), log says NOPERM $(grep -c NOPERM log || true) times," \
    "anonymous $(redis-cli -p "$port" ping | cut -d' ' -f1), default $(redis-cli -p "$port" auth default '' | cut -d' ' -f1)"
  stop
done > seen

cat > expected <<'END'
default off: plain, log says NOPERM 4 times, anonymous NOAUTH, default WRONGPASS
default off ~* &* +@all: plain script script2 transaction transaction2, log says NOPERM 0 times, anonymous NOAUTH, default WRONGPASS
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
