#!/usr/bin/env bash
# Expected: `date "2006-01-02"` prints the day of `released: 2020-02-01`, in a values file or quoted, or fails.
# Seen: it prints today's, without an error, for a text and for a number of a values file alike; so the manifest
# changes each day. Seconds are taken as an integer only, which `--set` gives and a file does not. `toDate` makes a
# time of a text.
# Source: run on Helm 3.22.0 and 4.3.1; dateInZone in sprig's date.go takes now for all that it does not know.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

GOBIN="$work/3" go install helm.sh/helm/v3/cmd/helm@v3.22.0 2>/dev/null
GOBIN="$work/4" go install helm.sh/helm/v4/cmd/helm@v4.3.1 2>/dev/null
mkdir -p chart/templates
printf 'apiVersion: v2\nname: dates\nversion: 1.0.0\n' > chart/Chart.yaml
cat > chart/templates/dates.yaml <<'EOF'
{{- $day := date "2006-01-02" .Values.released }}
kind: {{ if eq $day (date "2006-01-02" now) }}today{{ else }}{{ $day }}{{ end }}
EOF

for values in 'released: 2020-02-01' 'released: "2020-02-01T00:00:00Z"' 'released: 1580515200'; do
  echo "$values" > values.yaml
  for helm in 3 4; do
    echo "Helm $helm, $values: $(TZ=UTC "$helm/helm" template dates chart --values values.yaml | grep kind)"
  done
done > seen
for helm in 3 4; do
  echo "Helm $helm, --set released=1580515200: $(TZ=UTC "$helm/helm" template dates chart --set released=1580515200 | grep kind)"
done >> seen

cat > expected <<'EOF'
Helm 3, released: 2020-02-01: kind: today
Helm 4, released: 2020-02-01: kind: today
Helm 3, released: "2020-02-01T00:00:00Z": kind: today
Helm 4, released: "2020-02-01T00:00:00Z": kind: today
Helm 3, released: 1580515200: kind: today
Helm 4, released: 1580515200: kind: today
Helm 3, --set released=1580515200: kind: 2020-02-01
Helm 4, --set released=1580515200: kind: 2020-02-01
EOF
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
