#!/usr/bin/env bash
# Expected: brackets around a lone value change nothing in a template.
# Seen: where `a` is missing or null, `hasKey .Values.a "b"` ends with an error, and `hasKey (.Values.a) "b"` is
# false; `get` and `keys` are alike. `dig` fails with both.
# Why: a missing field is an interface that holds nil, which is no map. Brackets make a pipeline, whose value
# text/template takes out of its interface, which leaves no value at all; for that it passes a map that is nil.
# `dig` takes any type and so is given nil, which it then asserts to be a map.
# Source: run on Helm 3.22.0 and 4.3.1, built with Go 1.26; validateType and evalPipeline in text/template/exec.go.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

GOBIN="$work/3" go install helm.sh/helm/v3/cmd/helm@v3.22.0 2>/dev/null
GOBIN="$work/4" go install helm.sh/helm/v4/cmd/helm@v4.3.1 2>/dev/null
mkdir -p chart/templates
printf 'apiVersion: v2\nname: brackets\nversion: 1.0.0\n' > chart/Chart.yaml

for call in 'hasKey .Values.a "b"' 'hasKey (.Values.a) "b"' 'keys .Values.a | len' 'keys (.Values.a) | len' \
  'get .Values.a "b" | quote' 'get (.Values.a) "b" | quote' 'dig "b" "c" .Values.a' 'dig "b" "c" (.Values.a)'; do
  echo "kind: {{ $call }}" > chart/templates/brackets.yaml
  for helm in 3 4; do
    for values in 'x: 1' 'a: null'; do
      echo "$values" > values.yaml
      echo "Helm $helm, $values, $call: $("$helm/helm" template brackets chart --values values.yaml 2> /dev/null | sed -n 's/kind: //p' | grep . || echo error)"
    done
  done
done > all
sed 's/^Helm [34], [^,]*, //' all | sort | uniq -c | sed 's/^ *//' > seen # Helm 3 and 4, missing and null: four alike

sort > expected <<'EOF'
4 hasKey .Values.a "b": error
4 hasKey (.Values.a) "b": false
4 keys .Values.a | len: error
4 keys (.Values.a) | len: 0
4 get .Values.a "b" | quote: error
4 get (.Values.a) "b" | quote: ""
4 dig "b" "c" .Values.a: error
4 dig "b" "c" (.Values.a): error
EOF
sort -o seen seen
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
