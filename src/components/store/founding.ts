import { choose } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { block } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'

/** What differs from cluster to cluster. */
export interface Founding {
  /** Variable of the script with the number of members that may found: the first ones. */
  readonly founders: string
  /** Port at which they listen to each other. */
  readonly port: number
  /** Whether there is more than one member. */
  readonly isCluster: Expr<boolean>
}

/**
 * Lines of the script of a member, which has its number in `id` and a function `host` that gives the name
 * of any: they wait until its own name is known, and make `founds`, which ends once the member knows
 * whether it founds the cluster (0) or joins it (1).
 */
export function founding({ founders, port, isCluster }: Founding): Block {
  return block`
    # A member without data joins the cluster that is there. Where there is none, member 0 founds it: once every
    # other one of the first ${founders} has an address, and so its volume, and none of them has listened for a while.
    others=()
    for ((i = 0; i < ${founders}; i++)); do ((i == id)) || others+=("$i"); done
    is_there() { getent hosts "$(host "$1")" >/dev/null; }
    listens() { timeout 2 bash -c "exec 3<>/dev/tcp/$(host "$1")/${port}" 2>/dev/null; }
    founds() {
      local all i silent=0
      while true; do
        all=yes
        for i in "\${others[@]}"; do
          if listens "$i"; then return 1; fi
          is_there "$i" || all=no
        done
        if [[ $id == 0 && $all == yes ]]; then ((++silent)); else silent=0; fi
        if ((silent > ${choose(isCluster, foundingSeconds, 0)})); then return 0; fi
        sleep 1
      done
    }
    until is_there "$id"; do sleep 1; done
  `
}

/** How long member 0 must have heard of no other one that may found before it does. */
const foundingSeconds = 30
