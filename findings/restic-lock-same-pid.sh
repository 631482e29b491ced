#!/usr/bin/env bash
# Expected: `restic unlock` removes the lock of a restic that was killed ("stale locks"), at once where it ran on
# the same host, since its process is gone.
# Seen: in a container that is started again, which has the same host name, it does not: the lock names a process
# by its number, and in a container numbers begin anew, so that it is the number of `restic unlock` itself. The
# lock stays for half an hour, or until `unlock --remove-all`.
# Source: run on Debian's restic 0.14.0, and on 0.19.1; internal/restic/lock.go, Stale and processExists.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

apt-get download -qq restic=0.14.0-1+b5 2>/dev/null || { echo "needs Debian 12's restic 0.14.0-1+b5"; exit 1; }
dpkg -x restic_*.deb .
export PATH="$work/usr/bin:$PATH" RESTIC_REPOSITORY="$work/repository" RESTIC_PASSWORD=x RESTIC_CACHE_DIR="$work/cache"
restic init -q
container() { unshare --user --map-root-user --pid --fork --mount-proc --kill-child sh -c "$1"; }
locks() { restic list locks -q --no-lock | wc -l; }

# The second process of the first container holds a lock when all of it is killed
container 'sleep 60 | restic backup -q --stdin & until restic list locks -q --no-lock | grep -q .; do sleep 0.2; done; kill -9 -1' || true
killed=$(locks)
container ': & restic unlock -q; true' # the second process of the second one
same=$(locks)
container 'for n in 1 2 3 4 5 6 7 8; do /bin/true; done; restic unlock -q; true' # a later process
other=$(locks)
echo "locks after the kill: $killed; after unlock by a process of the same number: $same; of another one: $other"
[[ "$killed $same $other" == '1 1 0' ]]
