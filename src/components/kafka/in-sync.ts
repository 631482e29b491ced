import type { Naming } from '../../kubernetes/naming.ts'
import { memberHost } from '../../kubernetes/network/services.ts'
import type { Block } from '../../template/node/node.ts'
import { block } from '../../template/node/structure.ts'
import { ports } from './contract.ts'
import { loginFile, toolOptions } from './login.ts'
import { programs } from './paths.ts'

/** Whether a node has caught up: the probe at its start. */
export const inSync = (names: Naming): Block => block`
  #!/bin/bash
  # Succeeds once the node answers, and is among those in sync for all partitions that it has.
  set -euo pipefail
  ${toolOptions}

  id="\${POD_NAME##*-}"
  host() { echo "${memberHost(names, '$1')}"; }

  ${programs}/kafka-topics.sh --bootstrap-server "$(host "$id"):${ports.nodes}" \\
    --command-config ${loginFile} --describe --under-replicated-partitions |
    while IFS= read -r line; do
      [[ $line =~ Replicas:\\ ([0-9,]*).*Isr:\\ ([0-9,]*) ]] || continue
      if [[ ,\${BASH_REMATCH[1]}, == *,$id,* && ,\${BASH_REMATCH[2]}, != *,$id,* ]]; then exit 1; fi
    done
`
