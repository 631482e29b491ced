import type { Naming } from '../../kubernetes/naming.ts'
import { memberHost } from '../../kubernetes/network/services.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { choose, replace, text } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, literalBlock } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { ZooKeeperValues } from './values.ts'
import { administrator, memberUser, ports } from './contract.ts'
import { configDirectory, dataDirectory, passwordDirectory, runDirectory } from './paths.ts'

const { value } = scope<ZooKeeperValues>()

/** In MiB, as the scripts of the image have it. */
const heap = choose(value('heap'), inMebibytes(value('heap')), '$((MEMORY_LIMIT / 2))')

function inMebibytes(quantity: Expr<string>): Expr<string> {
  return text`$((${replace('Gi', ' * 1024', replace('Mi', '', quantity))}))`
}

/**
 * What a server runs: it takes the place of the image's entrypoint. The size of an ensemble is fixed:
 * empty servers that come to one which runs alone would be a majority without its data.
 */
export function start({ accounts }: ComponentContext, names: Naming): Block {
  const clients = accounts.map(({ name }) => `user ${name}`).join('\n')
  return block`
    #!/bin/bash
    # Gives the server its number, writes from the mounted passwords who may log in, and becomes the server.
    set -euo pipefail
    umask 077

    id="\${POD_NAME##*-}"
    servers=${value('replicas')}
    host() { echo "${memberHost(names, '$1')}"; }
    mode() { timeout 2 bash -c "exec 3<>/dev/tcp/$(host "$1")/${ports.clients}; echo srvr >&3; cat <&3" 2>/dev/null | grep '^Mode:'; }
    until getent hosts "$(host "$id")" >/dev/null; do sleep 1; done

    mkdir -p ${dataDirectory}/snapshots ${dataDirectory}/log
    founded=${dataDirectory}/servers
    if [[ ! -e $founded ]]; then
      for ((i = 0; i < servers; i++)); do
        if ((i != id)) && [[ $(mode "$i") == *standalone* ]]; then
          echo "server $i runs alone with its data: set replicas back to 1, an ensemble keeps its size" >&2
          exit 1
        fi
      done
      echo "$servers" >$founded
    elif [[ $(<$founded) != "$servers" ]]; then
      echo "this ensemble was founded with $(<$founded) servers: set replicas back, it keeps its size" >&2
      exit 1
    fi
    echo "$((id + 1))" >${dataDirectory}/snapshots/myid

    # quoted USER: the password of a user, between quotes of JAAS
    quoted() {
      local password
      password="$(cat "${passwordDirectory}/$1" && echo .)"
      password="\${password%.}"
      if [[ ! $password =~ ^[[:print:]]+$ || $password == *'\${'* || $(LC_ALL=C tr -d ' -~' <"${passwordDirectory}/$1") ]]; then
        echo "the password of $1 must be one line of ASCII without \\\${, without a line break at its end: change its Secret" >&2
        exit 1
      fi
      password="\${password//\\\\/\\\\\\\\}"
      echo "\\"\${password//\\"/\\\\\\"}\\""
    }
    user() { echo "  user_$1=$(quoted "$1")"; }
    member="$(quoted ${memberUser})"
    module=org.apache.zookeeper.server.auth.DigestLoginModule
    {
      echo "QuorumServer { $module required user_${memberUser}=$member; };"
      echo "QuorumLearner { $module required username=\\"${memberUser}\\" password=$member; };"
      echo "Server { $module required"
      user ${administrator}
      ${literalBlock(clients)}
      echo '; };'
    } >${runDirectory}/jaas.conf

    export ZOOCFGDIR=${configDirectory} ZOO_LOG_DIR=/tmp ZOOPIDFILE=/tmp/zookeeper.pid JMXDISABLE=true
    export ZK_SERVER_HEAP="${heap}"
    export JVMFLAGS="-Djava.security.auth.login.config=${runDirectory}/jaas.conf"
    exec zkServer.sh start-foreground
  `
}
