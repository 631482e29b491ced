import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block } from '../../template/node/structure.ts'
import type { CassandraValues } from './values.ts'
import { ports } from './contract.ts'

const { value } = scope<CassandraValues>()

/**
 * Lines by which a node without data joins the ring, once it is its turn. The ring knows its nodes by address,
 * and a pod that lost its volume has a new one: where the ring is whole but for one, that is what it was.
 */
export const joining: Block = block`
  answers() { timeout 2 bash -c "exec 3<>/dev/tcp/$1/$2" 2>/dev/null; }
  # The addresses of the nodes of the ring, as one of them knows them
  members() {
    cql "$1" <<<'SELECT broadcast_address FROM system.local; SELECT peer FROM system.peers;' |
      grep -E '^ *[0-9a-f]*[.:][0-9a-f.:]+ *$'
  }
  replaced=
  if [[ $progress == joining ]]; then
    # Cassandra takes one new node at a time
    for ((i = 0; i < id; i++)); do until answers "$(host "$i")" ${ports.clients}; do sleep 5; done; done
    i=$((id == 0 ? 1 : 0))
    until known=($(members "$(host "$i")")); do sleep 5; done
    while ((\${#known[@]} >= ${value('replicas')})); do
      gone=()
      for one in "\${known[@]}"; do answers "$one" ${ports.nodes} || gone+=("$one"); done
      if ((\${#gone[@]} == 1)); then
        replaced="\${gone[0]}"
        echo "takes the place of $replaced, which is gone"
        break
      fi
      echo "the ring has \${#known[@]} nodes, of which \${#gone[@]} are gone: waiting until one is" >&2
      sleep 10
      known=($(members "$(host "$i")"))
    done
  fi
`
