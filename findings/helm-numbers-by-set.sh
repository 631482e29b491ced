#!/usr/bin/env bash
# Expected: a number in a values file and the same one given by `--set` are one, so that `has 80 .Values.ports`
# finds the 80 of `ports: [80, 443]`, and `toToml` prints `80`.
# Seen: in a file all numbers are float64, by `--set` they are int64, and one in a template is an int. `has`, `uniq`,
# `without` and `deepEqual` take those for different, without an error: `has 80` finds neither. `toToml` prints 80.0
# of a file, which a program that wants an integer refuses; and `range` over a number works by `--set` alone.
# Source: run on Helm 3.22.0 and 4.3.1, built with Go 1.26.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

GOBIN="$work/3" go install helm.sh/helm/v3/cmd/helm@v3.22.0 2>/dev/null
GOBIN="$work/4" go install helm.sh/helm/v4/cmd/helm@v4.3.1 2>/dev/null
mkdir -p chart/templates
printf 'apiVersion: v2\nname: numbers\nversion: 1.0.0\n' > chart/Chart.yaml
echo '{ port: 2, ports: [2, 3] }' > values.yaml

for call in 'has 2 .Values.ports' 'has 2.0 .Values.ports' 'has (int64 2) .Values.ports' 'without .Values.ports 2 | len' \
  'concat .Values.ports (list 2) | uniq | len' 'deepEqual .Values.ports (list 2 3)' 'toToml (pick .Values "port") | trim' \
  'range $i := .Values.port }}{{ $i }} {{ end'; do
  echo "kind: {{ $call }}" > chart/templates/numbers.yaml
  for values in '--values values.yaml' '--set port=2,ports={2,3}'; do
    for helm in 3 4; do
      # shellcheck disable=SC2086 # each word is an argument
      echo "$call, ${values%% *}: $("$helm/helm" template numbers chart $values 2> /dev/null | sed -n 's/kind: //p' | grep . || echo error)"
    done
  done
done | uniq -c | sed 's/^ *//' > seen # Helm 3 and 4: two alike

cat > expected <<'EOF'
2 has 2 .Values.ports, --values: false
2 has 2 .Values.ports, --set: false
2 has 2.0 .Values.ports, --values: true
2 has 2.0 .Values.ports, --set: false
2 has (int64 2) .Values.ports, --values: false
2 has (int64 2) .Values.ports, --set: true
2 without .Values.ports 2 | len, --values: 2
2 without .Values.ports 2 | len, --set: 2
2 concat .Values.ports (list 2) | uniq | len, --values: 3
2 concat .Values.ports (list 2) | uniq | len, --set: 3
2 deepEqual .Values.ports (list 2 3), --values: false
2 deepEqual .Values.ports (list 2 3), --set: false
2 toToml (pick .Values "port") | trim, --values: port = 2.0
2 toToml (pick .Values "port") | trim, --set: port = 2
2 range $i := .Values.port }}{{ $i }} {{ end, --values: error
2 range $i := .Values.port }}{{ $i }} {{ end, --set: 0 1
EOF
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
