#!/usr/bin/env bash
# Expected: in `.helmignore`, as in `.gitignore`, `!keep.txt` after `*.txt` takes one file in again, and the last
# line that matches a file decides.
# Seen: `!keep.txt` leaves out every file that is not called keep.txt, Chart.yaml and the templates too, wherever
# the line stands. By its source a file is out as soon as one line says so, and no line takes it in again.
# Source: run on Helm 3.22.0 and 4.3.1; Ignore in pkg/ignore/rules.go.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

GOBIN="$work/3" go install helm.sh/helm/v3/cmd/helm@v3.22.0 2>/dev/null
GOBIN="$work/4" go install helm.sh/helm/v4/cmd/helm@v4.3.1 2>/dev/null
mkdir -p chart/templates
printf 'apiVersion: v2\nname: files\nversion: 1.0.0\n' > chart/Chart.yaml
touch chart/keep.txt chart/other.txt
echo 'kind: {{ range $path, $_ := .Files }}{{ if hasSuffix "txt" $path }}{{ $path }} {{ end }}{{ end }}' > chart/templates/files.yaml

for lines in 'other.txt' '*.txt !keep.txt' '!keep.txt *.txt' '!keep.txt'; do
  tr ' ' '\n' <<< "$lines" > chart/.helmignore
  for helm in 3 4; do
    echo "Helm $helm, $lines: $("$helm/helm" template files chart 2>&1 | grep -o 'kind.*[^ ]\|Error.*')"
  done
done > seen

cat > expected <<'EOF'
Helm 3, other.txt: kind: keep.txt
Helm 4, other.txt: kind: keep.txt
Helm 3, *.txt !keep.txt: Error: Chart.yaml file is missing
Helm 4, *.txt !keep.txt: Error: Chart.yaml file is missing
Helm 3, !keep.txt *.txt: Error: Chart.yaml file is missing
Helm 4, !keep.txt *.txt: Error: Chart.yaml file is missing
Helm 3, !keep.txt: Error: Chart.yaml file is missing
Helm 4, !keep.txt: Error: Chart.yaml file is missing
EOF
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
