#!/usr/bin/env bash
# Expected: `(.Files.Glob "*/app.conf").AsConfig` names the files of two folders apart, fails, or keeps always the
# same one of those that have one name.
# Seen: it keeps one by chance, another one at each call: even one rendering holds both. So a ConfigMap of such
# files changes with each upgrade, and with it what a checksum of it restarts. `AsSecrets` is the same.
# Source: run on Helm 3.22.0 and 4.3.1; AsConfig in pkg/engine/files.go goes through a map of Go.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

GOBIN="$work/3" go install helm.sh/helm/v3/cmd/helm@v3.22.0 2>/dev/null
GOBIN="$work/4" go install helm.sh/helm/v4/cmd/helm@v4.3.1 2>/dev/null
mkdir -p chart/templates
printf 'apiVersion: v2\nname: files\nversion: 1.0.0\n' > chart/Chart.yaml
mkdir chart/blue chart/green
for colour in blue green; do echo "colour: $colour" > "chart/$colour/app.conf"; done
cat > chart/templates/files.yaml <<'EOF'
kind: Files
{{- range until 200 }}
# config {{ ($.Files.Glob "*/app.conf").AsConfig | fromYaml | toJson }}
# secret {{ ($.Files.Glob "*/app.conf").AsSecrets | fromYaml | values | first | b64dec | trim }}
{{- end }}
EOF

for helm in 3 4; do
  "$helm/helm" template files chart | sed -n "s/^# \([cs]\)/Helm $helm, 200 calls: \1/p" | sort -u
done > seen

cat > expected <<'EOF'
Helm 3, 200 calls: config {"app.conf":"colour: blue"}
Helm 3, 200 calls: config {"app.conf":"colour: green"}
Helm 3, 200 calls: secret colour: blue
Helm 3, 200 calls: secret colour: green
Helm 4, 200 calls: config {"app.conf":"colour: blue"}
Helm 4, 200 calls: config {"app.conf":"colour: green"}
Helm 4, 200 calls: secret colour: blue
Helm 4, 200 calls: secret colour: green
EOF
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
