#!/usr/bin/env bash
# Expected: `b64dec` of a text that is not base64 fails.
# Seen: it gives the text of the error, and Helm ends with 0: a Secret then holds "illegal base64 data at input byte
# 4" for a password. A text without the `=` at its end, or in the alphabet for URLs, is enough. `b32dec` is the same.
# Source: run on Helm 3.22.0 and 4.3.1; base64decode in sprig's strings.go.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

GOBIN="$work/3" go install helm.sh/helm/v3/cmd/helm@v3.22.0 2>/dev/null
GOBIN="$work/4" go install helm.sh/helm/v4/cmd/helm@v4.3.1 2>/dev/null
mkdir -p chart/templates
printf 'apiVersion: v2\nname: decode\nversion: 1.0.0\n' > chart/Chart.yaml
echo 'kind: {{ b64dec .Values.text }}' > chart/templates/decode.yaml

for text in cGFzcw== cGFzcw Pz8_; do
  for helm in 3 4; do
    echo "Helm $helm, $text: $("$helm/helm" template decode chart --set "text=$text" | grep kind)"
  done
done > seen

cat > expected <<'EOF'
Helm 3, cGFzcw==: kind: pass
Helm 4, cGFzcw==: kind: pass
Helm 3, cGFzcw: kind: illegal base64 data at input byte 4
Helm 4, cGFzcw: kind: illegal base64 data at input byte 4
Helm 3, Pz8_: kind: illegal base64 data at input byte 3
Helm 4, Pz8_: kind: illegal base64 data at input byte 3
EOF
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
