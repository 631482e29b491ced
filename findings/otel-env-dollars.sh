#!/usr/bin/env bash
# Expected: `password: ${env:PASSWORD}` in the configuration of an OpenTelemetry Collector gives what the variable
# holds, where its type is that of a text.
# Seen: what a variable holds is read like the configuration itself: `$$` becomes `$`, and `${env:OTHER}` in it is
# filled in. So a generated password with two dollars beside each other is another one. A single dollar, quotes, `#`
# and 0123 stay as they are; where the type is not known (`any`, as in attributes) 0123 is 83.
# Source: run on go.opentelemetry.io/collector/confmap v1.71.0, that of Collector 0.165; expand.go and resolver.go.
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
	"context"
	"fmt"
	"os"

	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/provider/envprovider"
	"go.opentelemetry.io/collector/confmap/provider/yamlprovider"
)

func main() {
	os.Setenv("OTHER", "other")
	for _, value := range []string{"a$$b", "$$$$", "a$b", "a${env:OTHER}", `"a" # b`, "0123"} {
		os.Setenv("VALUE", value)
		resolver, err := confmap.NewResolver(confmap.ResolverSettings{
			URIs:              []string{"yaml:text: ${env:VALUE}\nany: ${env:VALUE}"},
			ProviderFactories: []confmap.ProviderFactory{yamlprovider.NewFactory(), envprovider.NewFactory()},
			DefaultScheme:     "env",
		})
		if err != nil {
			panic(err)
		}
		read, err := resolver.Resolve(context.Background())
		if err != nil {
			panic(err)
		}
		var config struct {
			Text string `mapstructure:"text"`
			Any  any    `mapstructure:"any"`
		}
		if err := read.Unmarshal(&config); err != nil {
			panic(err)
		}
		fmt.Printf("%s: as a text %s, of any type %v\n", value, config.Text, config.Any)
	}
}
END
for module in confmap confmap/provider/envprovider confmap/provider/yamlprovider; do
  go get "go.opentelemetry.io/collector/$module@v1.71.0" 2>/dev/null
done
go mod tidy 2>/dev/null
go run . > seen

cat > expected <<'END'
a$$b: as a text a$b, of any type a$b
$$$$: as a text $$, of any type $$
a$b: as a text a$b, of any type a$b
a${env:OTHER}: as a text aother, of any type aother
"a" # b: as a text "a" # b, of any type "a" # b
0123: as a text 0123, of any type 83
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
