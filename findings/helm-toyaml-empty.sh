#!/usr/bin/env bash
# Expected: a text that a values file may hold comes out of `toYaml`, or Helm ends with an error.
# Seen: `toYaml` of a map or list with one of the characters U+007F to U+0084, U+0086 to U+009F, U+FFFE or
# U+FFFF in it, at any depth, is an empty text: all that stands beside it is gone, and Helm ends with 0 and
# without a word. U+0085 and U+00A0 are fine, and `toJson` keeps them all.
# Source: run on helm.sh/helm/v4 v4.3.1, whose pkg/engine/funcs.go swallows the error of sigs.k8s.io/yaml.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

GOBIN="$work" go install helm.sh/helm/v4/cmd/helm@v4.3.1 2>/dev/null
mkdir -p chart/templates
printf 'apiVersion: v2\nname: texts\nversion: 1.0.0\n' > chart/Chart.yaml
cat > chart/templates/texts.yaml <<'EOF'
{{- range $name, $config := .Values.configs }}
# {{ $name }}: toYaml {{ len (toYaml $config) }} bytes, toJson {{ len (toJson $config) }} bytes
{{- end }}
kind: Texts
EOF
echo 'configs:' > values.yaml
for point in 007F 0084 0085 0086 009F 00A0 FFFE; do
  printf '  U%s: { level: info, text: "a\\u%s" }\n' "$point" "$point" >> values.yaml
done
./helm template texts chart --values values.yaml > rendered
grep '^# U' rendered > seen

cat > expected <<'EOF'
# U007F: toYaml 0 bytes, toJson 28 bytes
# U0084: toYaml 0 bytes, toJson 29 bytes
# U0085: toYaml 22 bytes, toJson 29 bytes
# U0086: toYaml 0 bytes, toJson 29 bytes
# U009F: toYaml 0 bytes, toJson 29 bytes
# U00A0: toYaml 21 bytes, toJson 29 bytes
# UFFFE: toYaml 0 bytes, toJson 30 bytes
EOF
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
