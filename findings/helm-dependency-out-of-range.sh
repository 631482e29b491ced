#!/usr/bin/env bash
# Expected: a dependency in charts/ whose version is not in the range that Chart.yaml asks for is an error, or is
# left out.
# Seen: it is rendered, without its alias: under its own name, with its own defaults, without the values of the
# alias, and even where the condition of the alias is false. `helm template` and `helm lint` end with 0 and say
# nothing. A pre-release is enough, since `^1.0.0` holds no 1.1.0-rc.1.
# Source: run on Helm 3.22.0 and 4.3.1; processDependencyEnabled in dependencies.go takes a chart that fits no
# line of Chart.yaml for one that Chart.yaml does not name.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

GOBIN="$work/3" go install helm.sh/helm/v3/cmd/helm@v3.22.0 2>/dev/null
GOBIN="$work/4" go install helm.sh/helm/v4/cmd/helm@v4.3.1 2>/dev/null
mkdir -p shop/templates shop/charts/cache/templates
cat > shop/Chart.yaml <<'EOF'
apiVersion: v2
name: shop
version: 1.0.0
dependencies: [{ name: cache, alias: sessions, version: ^1.0.0, condition: sessions.enabled }]
EOF
echo 'size: 1' > shop/charts/cache/values.yaml
echo 'kind: {{ .Chart.Name }} of size {{ .Values.size }}' > shop/charts/cache/templates/cache.yaml

for version in 1.1.0 1.1.0-rc.1; do
  printf 'apiVersion: v2\nname: cache\nversion: %s\n' "$version" > shop/charts/cache/Chart.yaml
  for enabled in true false; do
    for helm in 3 4; do
      "$helm/helm" lint shop > /dev/null
      "$helm/helm" template shop shop --set "sessions.enabled=$enabled,sessions.size=3" > rendered
      echo "Helm $helm, cache $version, enabled $enabled: $(grep kind rendered || echo nothing)"
    done
  done
done > seen

cat > expected <<'EOF'
Helm 3, cache 1.1.0, enabled true: kind: sessions of size 3
Helm 4, cache 1.1.0, enabled true: kind: sessions of size 3
Helm 3, cache 1.1.0, enabled false: nothing
Helm 4, cache 1.1.0, enabled false: nothing
Helm 3, cache 1.1.0-rc.1, enabled true: kind: cache of size 1
Helm 4, cache 1.1.0-rc.1, enabled true: kind: cache of size 1
Helm 3, cache 1.1.0-rc.1, enabled false: kind: cache of size 1
Helm 4, cache 1.1.0-rc.1, enabled false: kind: cache of size 1
EOF
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
