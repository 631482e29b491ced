#!/usr/bin/env bash
# Expected: `kubeVersion: ">=1.30.0"` in Chart.yaml and `semverCompare ">=1.30.0" .Capabilities.KubeVersion.Version`
# in its templates answer alike for one cluster, and alike in Helm 3 and 4.
# Seen: for `--kube-version v1.30.1-gke.1` Helm 4 takes the chart as one for 1.30.1, and gives the template
# v1.30.1-gke.1, a pre-release that is outside of `>=1.30.0`. Helm 3 drops the suffix for both.
# Printed without `.Version`, Helm 4's version has no suffix; `>=1.30.0-0` holds in every case.
# Source: run on Helm 3.22.0 and 4.3.1; ParseKubeVersion in capabilities.go, renderResources in action.go.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

GOBIN="$work/3" go install helm.sh/helm/v3/cmd/helm@v3.22.0 2>/dev/null
GOBIN="$work/4" go install helm.sh/helm/v4/cmd/helm@v4.3.1 2>/dev/null
mkdir -p chart/templates
printf 'apiVersion: v2\nname: range\nversion: 1.0.0\nkubeVersion: ">=1.30.0"\n' > chart/Chart.yaml
cat > chart/templates/range.yaml <<'EOF'
{{- $version := .Capabilities.KubeVersion.Version }}
kind: {{ .Capabilities.KubeVersion }}, .Version {{ $version }}, >= {{ semverCompare ">=1.30.0" $version }}, >= with -0 {{ semverCompare ">=1.30.0-0" $version }}
EOF

for helm in 3 4; do
  for version in v1.30.1 v1.30.1-gke.1 v1.30.1+k3s1; do
    echo "Helm $helm: $("$helm/helm" template range chart --kube-version "$version" | grep kind)"
  done
done > seen

cat > expected <<'EOF'
Helm 3: kind: v1.30.1, .Version v1.30.1, >= true, >= with -0 true
Helm 3: kind: v1.30.1, .Version v1.30.1, >= true, >= with -0 true
Helm 3: kind: v1.30.1, .Version v1.30.1, >= true, >= with -0 true
Helm 4: kind: v1.30.1, .Version v1.30.1, >= true, >= with -0 true
Helm 4: kind: v1.30.1, .Version v1.30.1-gke.1, >= false, >= with -0 true
Helm 4: kind: v1.30.1, .Version v1.30.1+k3s1, >= true, >= with -0 true
EOF
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
