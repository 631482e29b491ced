#!/usr/bin/env bash
# Expected: a rule `record: job:errors-rate` is refused, or the query `job:errors-rate` gives its series.
# Seen: neither. Since Prometheus 3 a name may be any UTF-8, so that the rule is taken (`5xx:rate` and a name with a
# blank, too); the query is `job:errors - rate`, a difference of two other metrics, without an error. The series is
# had by `{"job:errors-rate"}`. An annotation that reads a label `team-name` by `$labels.team-name` does fail.
# Source: run on github.com/prometheus/prometheus v0.316.0, which is Prometheus 3.16; rulefmt is what promtool asks.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > go.mod <<'END'
module finding
go 1.26
END
cat > main.go <<'END'
package main

import (
	"fmt"
	"log/slog"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
)

func main() {
	promql := parser.NewParser(parser.Options{})
	for _, name := range []string{"job:errors-rate", "5xx:rate", "errors rate"} {
		rules := fmt.Sprintf("groups: [{ name: one, rules: [{ record: %q, expr: sum(x) }] }]", name)
		for _, scheme := range []model.ValidationScheme{model.LegacyValidation, model.UTF8Validation} {
			_, faults := rulefmt.Parse([]byte(rules), false, scheme, promql, slog.Default())
			fmt.Printf("record %s, names %s: %d faults\n", name, scheme, len(faults))
		}
		for _, query := range []string{name, fmt.Sprintf("{%q}", name)} {
			if read, err := promql.ParseExpr(query); err != nil {
				fmt.Printf("query %s: an error\n", query)
			} else {
				fmt.Printf("query %s: %s\n", query, read)
			}
		}
	}
}
END
go get github.com/prometheus/prometheus@v0.316.0 2>/dev/null
go mod tidy 2>/dev/null
go run . > seen

cat > expected <<'END'
record job:errors-rate, names legacy: 1 faults
record job:errors-rate, names utf8: 0 faults
query job:errors-rate: job:errors - rate
query {"job:errors-rate"}: {__name__="job:errors-rate"}
record 5xx:rate, names legacy: 1 faults
record 5xx:rate, names utf8: 0 faults
query 5xx:rate: an error
query {"5xx:rate"}: {__name__="5xx:rate"}
record errors rate, names legacy: 1 faults
record errors rate, names utf8: 0 faults
query errors rate: an error
query {"errors rate"}: {__name__="errors rate"}
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
