import type { Naming } from '../../kubernetes/naming.ts'
import { memberHost } from '../../kubernetes/network/services.ts'
import { caFile, passwordDirectory } from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, joinBlocks } from '../../template/node/structure.ts'
import type { CassandraValues } from './values.ts'
import { ports, wellKnown } from './contract.ts'
import { keyspaceOf } from './keyspace.ts'
import { asking, readPassword } from './login.ts'
import { copies, seeds } from './ring.ts'

const { value } = scope<CassandraValues>()

/** What the Job runs. It may run again at any time, with the same outcome. */
export function script({ name, accounts }: ComponentContext, names: Naming): Block {
  const clients = accounts.map((account) => block`client ${account.name} ${keyspaceOf(account)}`)
  return block`
    #!/bin/bash
    # Gives each client a keyspace, and a role that may do what it likes with the tables in it. It may run again
    # at any time: roles become those of the platform, and keyspaces keep the copies that they have.
    set -euo pipefail
    umask 077

    ${readPassword}
    ${asking(name, caFile(name))}
    host() { echo "${memberHost(names, '$1')}"; }
    ask() { cql "$(host 0)"; }

    serves() { timeout 2 bash -c "exec 3<>/dev/tcp/$(host "$1")/${ports.clients}" 2>/dev/null; }
    for ((i = 0; i < ${value('replicas')}; i++)); do until serves "$i"; do sleep 5; done; done
    until ask <<<'SELECT key FROM system.local;' >/dev/null; do sleep 5; done

    # copies KEYSPACE: how many there are of each of its rows; nothing, where there is no such keyspace
    copies() {
      ask <<<"SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = '$1';" |
        sed -n "s/.*'${value('datacenter')}': '\\([0-9]*\\)'.*/\\1/p"
    }

    # Each of the first nodes knows who may log in: reading all copies makes those that are missing
    if [[ $(copies system_auth) != ${seeds} ]]; then
      ask >/dev/null <<END
    ALTER KEYSPACE system_auth WITH replication = {'class': 'NetworkTopologyStrategy', '${value('datacenter')}': ${seeds}};
    CONSISTENCY ALL;
    SELECT * FROM system_auth.roles;
    SELECT * FROM system_auth.role_members;
    SELECT * FROM system_auth.role_permissions;
    SELECT * FROM system_auth.resource_role_permissons_index;
    END
    fi
    ask >/dev/null <<<'DROP ROLE IF EXISTS ${wellKnown};'

    ${clientFunction}
    ${joinBlocks(...clients)}
  `
}

const clientFunction = block`
  # client NAME KEYSPACE: the role with the password in the file of its name, and its keyspace
  client() {
    local own now quote="'"
    own="$(cat "${passwordDirectory}/$1" && echo .)"
    own="\${own%.}"
    if [[ ! $own || $own == *[[:cntrl:]]* ]]; then
      echo "the password of $1 must be one line, without a line break at its end: change its Secret" >&2
      exit 1
    fi
    ask >/dev/null <<END
  CREATE KEYSPACE IF NOT EXISTS "$2" WITH replication = {'class': 'NetworkTopologyStrategy', '${value('datacenter')}': ${copies}};
  CREATE ROLE IF NOT EXISTS "$1";
  ALTER ROLE "$1" WITH PASSWORD = '\${own//$quote/$quote$quote}' AND LOGIN = true AND SUPERUSER = false;
  GRANT CREATE ON KEYSPACE "$2" TO "$1";
  GRANT ALTER, DROP, SELECT, MODIFY ON ALL TABLES IN KEYSPACE "$2" TO "$1";
  END
    now="$(copies "$2")"
    echo "$1 has the keyspace $2, with $now of each row"
    if [[ $now != ${copies} ]]; then
      echo "$2 keeps $now of each row, where ${copies} are wanted: alter it, and have each node repair it"
    fi
  }
`
