#!/usr/bin/env bash
# Expected: a URL with several hosts is either read or refused by a URL parser.
# Seen: Go's net/url takes a:5432,b:5432 (and says that the host
# is "a:5432,b") and refuses a:5432,b. Node's WHATWG parser refuses both, and takes a,b:5432.
# pgx 5.13.0 reads every form, so a URL that pgx takes may fail in the program's own check.
# Source: run on Go 1.26, Node's URL and github.com/jackc/pgx/v5 v5.13.0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

go version | grep -q 'go1[.]26' || { echo "needs Go 1.26"; exit 1; }
cat > go.mod <<'END'
module finding
go 1.26
END
cat > main.go <<'END'
package main

import (
	"fmt"
	"net/url"
	"os"

	"github.com/jackc/pgx/v5/pgconn"
)

func main() {
	for _, text := range os.Args[1:] {
		host := "refused"
		if u, err := url.Parse(text); err == nil {
			host = u.Hostname()
		}
		_, err := pgconn.ParseConfig(text)
		fmt.Println(text, "net/url:", host, "pgx takes it:", err == nil)
	}
}
END
go get github.com/jackc/pgx/v5@v5.13.0 2>/dev/null
go mod tidy 2>/dev/null
urls=(postgres://a:5432,b:5432/x postgres://a:5432,b/x postgres://a,b:5432/x)
go run . "${urls[@]}" > seen
node -e 'for (const u of process.argv.slice(1)) console.log(u, "WHATWG takes it:", URL.canParse(u))' "${urls[@]}" >> seen

cat > expected <<'END'
postgres://a:5432,b:5432/x net/url: a:5432,b pgx takes it: true
postgres://a:5432,b/x net/url: refused pgx takes it: true
postgres://a,b:5432/x net/url: a,b pgx takes it: true
postgres://a:5432,b:5432/x WHATWG takes it: false
postgres://a:5432,b/x WHATWG takes it: false
postgres://a,b:5432/x WHATWG takes it: true
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
