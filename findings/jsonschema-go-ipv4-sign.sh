#!/usr/bin/env bash
# Expected: with formats asserted, `ipv4` takes four plain decimal numbers and nothing else.
# Seen: jsonschema v6.0.2, the library that Helm validates values with, takes a sign before a
# number (+1.2.3.4), which ajv refuses. It does refuse a leading zero.
# Source: run on github.com/santhosh-tekuri/jsonschema/v6 v6.0.2 and ajv-formats 3.0.1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > cases.json <<'END'
[
  { "schema": { "$schema": "https://json-schema.org/draft/2020-12/schema", "format": "ipv4" }, "value": "+1.2.3.4" },
  { "schema": { "$schema": "https://json-schema.org/draft/2020-12/schema", "format": "ipv4" }, "value": "01.2.3.4" }
]
END
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ajv@8.20.0 ajv-formats@3.0.1
cat > run.cjs <<'END'
const Ajv = require('ajv/dist/2020').default;
const formats = require('ajv-formats').default;
for (const { schema, value } of require('./cases.json')) {
  const ajv = new Ajv({ strict: false });
  formats(ajv);
  console.log('ajv 8.20.0', JSON.stringify(value), ajv.validate(schema, value));
}
END
node run.cjs > seen
cat > go.mod <<'END'
module finding
go 1.26
END
cat > main.go <<'END'
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func main() {
	file, _ := os.Open("cases.json")
	cases, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		panic(err)
	}
	for _, each := range cases.([]any) {
		one := each.(map[string]any)
		compiler := jsonschema.NewCompiler()
		compiler.AssertFormat()
		if err := compiler.AddResource("mem:/schema", one["schema"]); err != nil {
			panic(err)
		}
		text, _ := json.Marshal(one["value"])
		fmt.Println("jsonschema 6.0.2", string(text), compiler.MustCompile("mem:/schema").Validate(one["value"]) == nil)
	}
}
END
go get github.com/santhosh-tekuri/jsonschema/v6@v6.0.2 2>/dev/null
go mod tidy 2>/dev/null
go run . >> seen

cat > expected <<'END'
ajv 8.20.0 "+1.2.3.4" false
ajv 8.20.0 "01.2.3.4" false
jsonschema 6.0.2 "+1.2.3.4" true
jsonschema 6.0.2 "01.2.3.4" false
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
