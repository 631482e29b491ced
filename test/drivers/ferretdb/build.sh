# Builds FerretDB, whose module lacks the file with its version, without which it does not start.
set -eu
module=github.com/FerretDB/FerretDB
go mod download "$module"
cp -r "$(go list -m -f '{{.Dir}}' "$module")" source
chmod -R u+w source
go list -m -f '{{.Version}}' "$module" >source/build/version/version.txt
go mod edit -replace "$module=./source"
go build -o ferretdb "$module/cmd/ferretdb"
