#!/usr/bin/env bash
# Expected: of several `--set…` for one key the last on the command line holds, as of several `-f`.
# Seen: the kind of the flag decides, wherever it stands: `--set-literal` holds against `--set-string`, that against
# `--set`, and that against `--set-json`. Only among flags of one kind does the last hold. So a pipeline that appends
# `--set tag=…` changes nothing where the command before it has `--set-string tag=…`.
# Source: run on Helm 3.22.0 and 4.3.1; MergeValues in pkg/cli/values/options.go.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

GOBIN="$work/3" go install helm.sh/helm/v3/cmd/helm@v3.22.0 2>/dev/null
GOBIN="$work/4" go install helm.sh/helm/v4/cmd/helm@v4.3.1 2>/dev/null
mkdir -p chart/templates
printf 'apiVersion: v2\nname: order\nversion: 1.0.0\n' > chart/Chart.yaml
echo 'kind: {{ .Values.tag }}' > chart/templates/order.yaml

for flags in '--set tag=first --set tag=last' '--set-string tag=first --set tag=last' '--set-literal tag=first --set-string tag=last' \
  '--set tag=first --set-json tag="last"' '--set-literal tag=first --set-json tag="last"'; do
  for helm in 3 4; do
    # shellcheck disable=SC2086 # each word is an argument
    echo "Helm $helm, $flags: $("$helm/helm" template order chart $flags | grep kind)"
  done
done > seen

cat > expected <<'EOF'
Helm 3, --set tag=first --set tag=last: kind: last
Helm 4, --set tag=first --set tag=last: kind: last
Helm 3, --set-string tag=first --set tag=last: kind: first
Helm 4, --set-string tag=first --set tag=last: kind: first
Helm 3, --set-literal tag=first --set-string tag=last: kind: first
Helm 4, --set-literal tag=first --set-string tag=last: kind: first
Helm 3, --set tag=first --set-json tag="last": kind: first
Helm 4, --set tag=first --set-json tag="last": kind: first
Helm 3, --set-literal tag=first --set-json tag="last": kind: first
Helm 4, --set-literal tag=first --set-json tag="last": kind: first
EOF
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
