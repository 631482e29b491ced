#!/usr/bin/env bash
# Expected: `int "08"` is 8 or an error, and `int "010"` is 10, as of `atoi` and `float64`.
# Seen: `int` and `int64` read the text as Go's source does: `010` is octal, 8, and 0x1F, 0b11 and 1_000 are numbers.
# What is none so is 0 without an error: "08", "1.9", "1e3". `5.0` is 5. So `--set-string hour=08` becomes midnight.
# `add`, `max` and the like go by the same.
# Source: run on Helm 3.22.0 and 4.3.1, with spf13/cast 1.7.0, ToInt64.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

GOBIN="$work/3" go install helm.sh/helm/v3/cmd/helm@v3.22.0 2>/dev/null
GOBIN="$work/4" go install helm.sh/helm/v4/cmd/helm@v4.3.1 2>/dev/null
mkdir -p chart/templates
printf 'apiVersion: v2\nname: numbers\nversion: 1.0.0\n' > chart/Chart.yaml
echo 'kind: int {{ int .Values.text }}, add {{ add .Values.text 0 }}, atoi {{ atoi .Values.text }}, float64 {{ float64 .Values.text }}' > chart/templates/numbers.yaml

for text in 8 08 010 1.9 5.0 1e3 1_000 0x1F; do
  for helm in 3 4; do
    echo "$text: $("$helm/helm" template numbers chart --set-string "text=$text" | sed -n 's/kind: //p')"
  done
done | uniq -c | sed 's/^ *//' > seen # Helm 3 and 4: two alike

cat > expected <<'EOF'
2 8: int 8, add 8, atoi 8, float64 8
2 08: int 0, add 0, atoi 8, float64 8
2 010: int 8, add 8, atoi 10, float64 10
2 1.9: int 0, add 0, atoi 0, float64 1.9
2 5.0: int 5, add 5, atoi 0, float64 5
2 1e3: int 0, add 0, atoi 0, float64 1000
2 1_000: int 1000, add 1000, atoi 0, float64 1000
2 0x1F: int 31, add 31, atoi 0, float64 0
EOF
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
