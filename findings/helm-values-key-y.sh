#!/usr/bin/env bash
# Expected: a values file is YAML of one version: 1.2 or 1.1, for keys as for values.
# Seen: a mixture. The keys y, n, on and no become "true" and "false", so that y and on beside each other are one key,
# without an error that it is there twice; 1_000 is a thousand, and 017 and 0o17 are both fifteen, as none of the
# versions has it; 12:30:45, a number in YAML 1.1, stays a text.
# Source: run on Helm 3.22.0 and 4.3.1, which read values with sigs.k8s.io/yaml.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

GOBIN="$work/3" go install helm.sh/helm/v3/cmd/helm@v3.22.0 2>/dev/null
GOBIN="$work/4" go install helm.sh/helm/v4/cmd/helm@v4.3.1 2>/dev/null
mkdir -p chart/templates
printf 'apiVersion: v2\nname: keys\nversion: 1.0.0\n' > chart/Chart.yaml
echo 'kind: {{ toJson .Values.at | quote }}' > chart/templates/keys.yaml

for at in '{ x: 1, y: 2 }' '{ m: 1, n: 2 }' '{ y: 1, on: 2 }' '[1_000, 017, 0o17, 12:30:45]'; do
  echo "at: $at" > values.yaml
  for helm in 3 4; do
    echo "Helm $helm, $at: $("$helm/helm" template keys chart --values values.yaml 2>&1 | grep 'kind\|Error')"
  done
done > seen

cat > expected <<'EOF'
Helm 3, { x: 1, y: 2 }: kind: "{\"true\":2,\"x\":1}"
Helm 4, { x: 1, y: 2 }: kind: "{\"true\":2,\"x\":1}"
Helm 3, { m: 1, n: 2 }: kind: "{\"false\":2,\"m\":1}"
Helm 4, { m: 1, n: 2 }: kind: "{\"false\":2,\"m\":1}"
Helm 3, { y: 1, on: 2 }: kind: "{\"true\":2}"
Helm 4, { y: 1, on: 2 }: kind: "{\"true\":2}"
Helm 3, [1_000, 017, 0o17, 12:30:45]: kind: "[1000,15,15,\"12:30:45\"]"
Helm 4, [1_000, 017, 0o17, 12:30:45]: kind: "[1000,15,15,\"12:30:45\"]"
EOF
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
