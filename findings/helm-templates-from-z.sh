#!/usr/bin/env bash
# Expected: templates run in the order of their names, and of two templates of one name the last file's holds.
# Seen: they run from z to a, so that what z.yaml puts into `.Values` by `set` is seen in a.yaml and not the other
# way round; and of two `define` of one name that of the file first by name holds. The files of a deeper folder
# come before all others, so that a chart's own `define` holds against its subcharts'.
# Source: run on Helm 3.22.0 and 4.3.1; sortTemplates in pkg/engine/engine.go sorts in reverse.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

GOBIN="$work/3" go install helm.sh/helm/v3/cmd/helm@v3.22.0 2>/dev/null
GOBIN="$work/4" go install helm.sh/helm/v4/cmd/helm@v4.3.1 2>/dev/null
mkdir -p chart/templates
printf 'apiVersion: v2\nname: order\nversion: 1.0.0\n' > chart/Chart.yaml
mkdir chart/templates/below
for file in a m z below/b; do
  cat > "chart/templates/$file.yaml" <<EOF
{{- define "order.name" }}that of $file{{ end -}}
kind: in $file, before it ran {{ .Values.ran | default "nothing" }}; the name is {{ include "order.name" . }}
{{- \$_ := set .Values "ran" (printf "%s %s" (.Values.ran | default "") "$file" | trim) }}
EOF
done

for helm in 3 4; do
  "$helm/helm" template order chart | sed -n "s/^kind: /Helm $helm: /p"
done | sort > seen

cat > expected <<'EOF'
Helm 3: in a, before it ran below/b z m; the name is that of a
Helm 3: in below/b, before it ran nothing; the name is that of a
Helm 3: in m, before it ran below/b z; the name is that of a
Helm 3: in z, before it ran below/b; the name is that of a
Helm 4: in a, before it ran below/b z m; the name is that of a
Helm 4: in below/b, before it ran nothing; the name is that of a
Helm 4: in m, before it ran below/b z; the name is that of a
Helm 4: in z, before it ran below/b; the name is that of a
EOF
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
