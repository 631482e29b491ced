#!/usr/bin/env bash
# Expected: a range with an end, `>=1.0.0-0 <2.0.0`, holds no 2.0.0-rc.1, and ranges of one meaning are one.
# Seen: in Helm's library a `-0` in one half takes in pre-releases for the other half, too, and 2.0.0-rc.1 is before
# 2.0.0: a dependency in that range is updated to the next major's release candidate. `^1.0.0-0` and `<2.0.0-0` do
# not; nor does npm's semver for the same text, unless it is told to include pre-releases, and then for `1 - 2` as well.
# Source: run on github.com/Masterminds/semver/v3 v3.5.0, that of Helm 4.3.1, and npm's semver 7.8.6.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

printf '%s\n' '>=1.0.0 <2.0.0' '>=1.0.0-0 <2.0.0' '>=1.0.0-0 <2.0.0-0' '^1.0.0-0' > ranges
cat > go.mod <<'END'
module finding
go 1.26
END
cat > main.go <<'END'
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/Masterminds/semver/v3"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		constraint, err := semver.NewConstraint(lines.Text())
		if err != nil {
			panic(err)
		}
		fmt.Printf("Masterminds %s: 1.5.0-rc.1 %t, 2.0.0-rc.1 %t\n", lines.Text(),
			constraint.Check(semver.MustParse("1.5.0-rc.1")), constraint.Check(semver.MustParse("2.0.0-rc.1")))
	}
}
END
go get github.com/Masterminds/semver/v3@v3.5.0 2>/dev/null
go mod tidy 2>/dev/null
go run . < ranges > seen
npm init -y >/dev/null
npm install --silent --no-audit --no-fund semver@7.8.6
node -e "
const { satisfies } = require('semver');
for (const range of require('fs').readFileSync('ranges', 'utf8').trim().split('\n'))
  console.log('npm ' + range + ': ' + ['1.5.0-rc.1', '2.0.0-rc.1'].map((one) => one + ' ' + satisfies(one, range)).join(', '));
" >> seen

cat > expected <<'END'
Masterminds >=1.0.0 <2.0.0: 1.5.0-rc.1 false, 2.0.0-rc.1 false
Masterminds >=1.0.0-0 <2.0.0: 1.5.0-rc.1 true, 2.0.0-rc.1 true
Masterminds >=1.0.0-0 <2.0.0-0: 1.5.0-rc.1 true, 2.0.0-rc.1 false
Masterminds ^1.0.0-0: 1.5.0-rc.1 true, 2.0.0-rc.1 false
npm >=1.0.0 <2.0.0: 1.5.0-rc.1 false, 2.0.0-rc.1 false
npm >=1.0.0-0 <2.0.0: 1.5.0-rc.1 false, 2.0.0-rc.1 false
npm >=1.0.0-0 <2.0.0-0: 1.5.0-rc.1 false, 2.0.0-rc.1 false
npm ^1.0.0-0: 1.5.0-rc.1 false, 2.0.0-rc.1 false
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
