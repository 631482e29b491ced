#!/usr/bin/env bash
# Expected: in draft-07, all keywords beside `$ref` are ignored, `const` and `enum` alike.
# Seen: jsonschema v6, the library that Helm validates values with, ignores `enum` there and asserts
# `const`: with `"$ref": "#/definitions/any", "const": 2` it refuses 1.
# Source: run on github.com/santhosh-tekuri/jsonschema/v6 v6.0.2.
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
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const around = `{"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"any":{}},"$ref":"#/definitions/any",%s}`

func main() {
	for _, beside := range []string{`"enum":[2]`, `"const":2`} {
		schema, err := jsonschema.UnmarshalJSON(strings.NewReader(fmt.Sprintf(around, beside)))
		if err != nil {
			panic(err)
		}
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource("http://a.test/schema", schema); err != nil {
			panic(err)
		}
		fmt.Println("jsonschema 6.0.2", beside, 1, compiler.MustCompile("http://a.test/schema").Validate(1) == nil)
	}
}
END
go get github.com/santhosh-tekuri/jsonschema/v6@v6.0.2 2>/dev/null
go mod tidy 2>/dev/null
go run . > seen

cat > expected <<'END'
jsonschema 6.0.2 "enum":[2] 1 true
jsonschema 6.0.2 "const":2 1 false
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
