#!/usr/bin/env bash
# Expected: adding UDP 514 to a Service that has TCP 514, or taking one of both away, does that.
# Seen: by a strategic merge patch, which Helm 3, `helm upgrade` of what Helm 3 installed, and plain `kubectl apply`
# make, UDP is not added, and to take UDP away takes TCP, too; the patch is accepted. A new targetPort of UDP is
# given to TCP, and two ports in another order become twice the same. The key of the list is `port` alone there,
# and `port` with `protocol` for server-side apply alone.
# Source: run on k8s.io/apimachinery and k8s.io/api v0.36.0; the patchMergeKey of ServiceSpec.Ports.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > go.mod <<'END'
module finding
go 1.26
END
cat > main.go <<'END'
package main

import (
	"encoding/json"
	"fmt"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
)

func port(protocol core.Protocol, target int32) core.ServicePort {
	return core.ServicePort{Name: string(protocol), Port: 514, Protocol: protocol, TargetPort: intstr.FromInt32(target)}
}

func service(ports ...core.ServicePort) []byte {
	text, err := json.Marshal(core.Service{Spec: core.ServiceSpec{Ports: ports}})
	if err != nil {
		panic(err)
	}
	return text
}

func main() {
	meta, err := strategicpatch.NewPatchMetaFromStruct(core.Service{})
	if err != nil {
		panic(err)
	}
	tcp, udp := port("TCP", 514), port("UDP", 514)
	for _, change := range []struct {
		name     string
		from, to []byte
	}{
		{"add UDP", service(tcp), service(tcp, udp)},
		{"take UDP away", service(tcp, udp), service(tcp)},
		{"another targetPort of UDP", service(tcp, udp), service(tcp, port("UDP", 1514))},
		{"another order", service(tcp, udp), service(udp, tcp)},
	} {
		patch, err := strategicpatch.CreateThreeWayMergePatch(change.from, change.to, change.from, meta, true)
		if err != nil {
			panic(err)
		}
		result, err := strategicpatch.StrategicMergePatchUsingLookupPatchMeta(change.from, patch, meta)
		if err != nil {
			panic(err)
		}
		var is core.Service
		if err := json.Unmarshal(result, &is); err != nil {
			panic(err)
		}
		fmt.Printf("%s:", change.name)
		for _, one := range is.Spec.Ports {
			fmt.Printf(" %s to %s", one.Protocol, one.TargetPort.String())
		}
		fmt.Println()
	}
}
END
go get k8s.io/api@v0.36.0 k8s.io/apimachinery@v0.36.0 2>/dev/null
go mod tidy 2>/dev/null
go run . | sed 's/:$/: no port/' > seen

cat > expected <<'END'
add UDP: TCP to 514
take UDP away: no port
another targetPort of UDP: TCP to 1514 UDP to 514
another order: UDP to 514 UDP to 514
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
