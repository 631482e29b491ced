import type { Naming } from '../../kubernetes/naming.ts'
import { backupName, caFile, type OwnAccount, passwordDirectory } from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { Block } from '../../template/node/node.ts'
import { block, joinBlocks } from '../../template/node/structure.ts'
import { exporterAccount } from './exporter.ts'
import { asking } from './login.ts'
import { prefixOf } from './prefix.ts'
import { snapshotAccount } from './snapshot-scripts.ts'
import { makeRepository } from './snapshots.ts'

/** What the Job runs. It may run again at any time, with the same outcome. */
export function script(
  { name, accounts }: ComponentContext,
  names: Naming,
  own: readonly OwnAccount[],
): Block {
  const clients = accounts.map(
    (account) =>
      block`client ${account.name} ${prefixOf(account)} ${passwordDirectory}/${account.name}`,
  )
  return block`
    #!/bin/bash
    # Gives each client a user, with a role for indices whose names begin with its prefix. It may run again at
    # any time: users and roles become those of the platform.
    set -euo pipefail

    ${asking(name, names.fullname, caFile(name))}
    put() {
      ask "$1" --request PUT --header 'Content-Type: application/json' --data-binary @- \\
        --max-time 60 --retry 10 --retry-delay 3 --retry-all-errors --output /dev/null
    }

    until ask '/_cluster/health?wait_for_status=yellow&timeout=10s' --max-time 30 --output /dev/null; do sleep 5; done

    # account NAME FILE: the user with the password in the file, and with the role on standard input
    account() {
      local own
      own="$(cat "$2" && echo .)"
      own="\${own%.}"
      if [[ \${#own} -lt 6 || $own == *[[:cntrl:]]* ]]; then
        echo "the password of $1 must be one line of six characters at least, without a line break at its end: change its Secret" >&2
        exit 1
      fi
      own="\${own//\\\\/\\\\\\\\}"
      own="\${own//\\"/\\\\\\"}"
      put "/_security/role/client_$1"
      put "/_security/user/$1" <<END
    { "password": "$own", "roles": ["client_$1"] }
    END
    }

    # client NAME PREFIX FILE: an account who may say hello to the cluster, and do everything with its own
    # indices
    client() {
      account "$1" "$3" <<END
    {
      "cluster": ["cluster:monitor/main"],
      "indices": [{ "names": ["$2*"], "privileges": ["manage", "read", "write"] }]
    }
    END
      echo "$1 has the indices $2*"
    }

    ${joinBlocks(...clients, ...own.map((one) => (one === backupName ? snapshotAccount : exporterAccount)))}
    ${makeRepository}
  `
}
