#!/usr/bin/env bash
# Expected: a text in an object of cdk8s, such as `mode: '0o644'` in a ConfigMap, is a text for kubectl and Helm.
# Seen: cdk8s quotes by the rules of YAML 1.1, in which `0644` and `0x1F` are numbers, and 0o644, 0X1F and +0Xa are
# none, so that these stand there bare. sigs.k8s.io/yaml, by which kubectl and Helm read, takes them for numbers,
# and the API server refuses a number in a ConfigMap.
# Source: run on cdk8s 2.70.106 with yaml 2.9.1, and sigs.k8s.io/yaml v1.6.0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund cdk8s@2.70.106 constructs@10.8.1 yaml@2.9.1
cat > write.cjs <<'END'
const { ApiObject, Chart, Testing, Yaml } = require('cdk8s');
const chart = new Chart(Testing.app(), 'chart');
const texts = ['0644', '0x1F', '1_000', 'yes', '12:30', '0o644', '0X1F', '+0Xa', '-0o7'];
new ApiObject(chart, 'map', {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  data: Object.fromEntries(texts.map((text, index) => [`text${index}`, text])),
});
console.log(Yaml.stringify(...chart.toJson()));
END
node write.cjs > map.yaml
cat > go.mod <<'END'
module finding
go 1.26
END
cat > main.go <<'END'
package main

import (
	"fmt"
	"os"

	"sigs.k8s.io/yaml"
)

func main() {
	file, err := os.ReadFile("map.yaml")
	if err != nil {
		panic(err)
	}
	var object struct{ Data map[string]any }
	if err := yaml.Unmarshal(file, &object); err != nil {
		panic(err)
	}
	for index := range len(object.Data) {
		value := object.Data[fmt.Sprintf("text%d", index)]
		fmt.Printf("%T %v\n", value, value)
	}
}
END
go get sigs.k8s.io/yaml@v1.6.0 2>/dev/null
go mod tidy 2>/dev/null
paste -d ' ' <(sed -n 's/^ *text[0-9]: \(.*\)/cdk8s writes \1, read as/p' map.yaml) <(go run .) > seen

cat > expected <<'END'
cdk8s writes "0644", read as string 0644
cdk8s writes "0x1F", read as string 0x1F
cdk8s writes "1_000", read as string 1_000
cdk8s writes "yes", read as string yes
cdk8s writes "12:30", read as string 12:30
cdk8s writes 0o644, read as float64 420
cdk8s writes 0X1F, read as float64 31
cdk8s writes +0Xa, read as float64 10
cdk8s writes -0o7, read as float64 -7
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
