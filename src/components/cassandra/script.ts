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

    # asked KEYSPACE: the question how many copies there are of its rows; copies: what the answer says
    asked() { echo "SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = '$1';"; }
    copies() { sed -n "s/.*'${value('datacenter')}': '\\([0-9]*\\)'.*/\\1/p"; }
    until now="$(asked system_auth | ask)"; do sleep 5; done

    # Each of the first nodes knows who may log in: reading all copies makes those that are missing. Until then a
    # majority may not know this account itself, and refuses
    replication="{'class': 'NetworkTopologyStrategy', '${value('datacenter')}': ${seeds}}"
    until {
      [[ $(copies <<<"$now") == ${seeds} ]] || echo "ALTER KEYSPACE system_auth WITH replication = $replication;"
      echo 'CONSISTENCY ALL;'
      for table in roles role_members role_permissions resource_role_permissons_index; do
        echo "SELECT * FROM system_auth.$table;"
      done
      echo 'DROP ROLE IF EXISTS ${wellKnown};'
    } | ask >/dev/null; do sleep 5; done

    ${clientFunction}
    ${joinBlocks(...clients)}
  `
}

const clientFunction = block`
  # revoke NAME KEYSPACE RIGHTS: who may make tables in another keyspace has it by an edge that is gone; with it go
  # the rights to all tables there, its own among them. That right goes last, so that a Job may end halfway
  revoke() {
    local before table
    for before in $(sed -n "s#^ *data/\\([a-zA-Z0-9_]*\\) *| .*'CREATE'.*#\\1#p" <<<"$3"); do
      [[ $before != "$2" ]] || continue
      {
        echo "REVOKE ALL PERMISSIONS ON ALL TABLES IN KEYSPACE \\"$before\\" FROM \\"$1\\";"
        for table in $(sed -n "s#^ *data/$before/\\([a-zA-Z0-9_][a-zA-Z0-9_]*\\) .*#\\1#p" <<<"$3"); do
          echo "REVOKE ALL PERMISSIONS ON TABLE \\"$before\\".\\"$table\\" FROM \\"$1\\";"
        done
      } | ask
      ask <<<"REVOKE ALL PERMISSIONS ON KEYSPACE \\"$before\\" FROM \\"$1\\";"
      echo "$1 may no longer use the keyspace $before, which stays"
    done
  }

  # client NAME KEYSPACE: the role with the password in the file of its name, and its keyspace
  client() {
    local own now quote="'"
    own="$(cat "${passwordDirectory}/$1" && echo .)"
    own="\${own%.}"
    if [[ ! $own || $own == *[[:cntrl:]]* ]]; then
      echo "the password of $1 must be one line, without a line break at its end: change its Secret" >&2
      exit 1
    fi
    own="\${own//$quote/$quote$quote}"
    now="$(ask <<END
  CREATE KEYSPACE IF NOT EXISTS "$2" WITH replication = {'class': 'NetworkTopologyStrategy', '${value('datacenter')}': ${copies}};
  CREATE ROLE IF NOT EXISTS "$1";
  ALTER ROLE "$1" WITH PASSWORD = '$own' AND LOGIN = true AND SUPERUSER = false;
  GRANT CREATE ON KEYSPACE "$2" TO "$1";
  GRANT ALTER, DROP, SELECT, MODIFY ON ALL TABLES IN KEYSPACE "$2" TO "$1";
  $(asked "$2")
  SELECT resource, permissions FROM system_auth.role_permissions WHERE role = '$1';
  END
    )"
    revoke "$1" "$2" "$now"
    now="$(copies <<<"$now")"
    echo "$1 has the keyspace $2, with $now of each row"
    if [[ $now != ${copies} ]]; then
      echo "$2 keeps $now of each row, where ${copies} are wanted: alter it, and have each node repair it"
    fi
  }
`
