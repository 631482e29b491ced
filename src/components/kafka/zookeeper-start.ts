import type { Naming } from '../../kubernetes/naming.ts'
import type { Block } from '../../template/node/node.ts'
import { block } from '../../template/node/structure.ts'
import { ports } from './contract.ts'
import { toolOptions } from './login.ts'
import { configDirectory, runDirectory } from './paths.ts'
import { becomeServer, identity, ownNumber } from './start.ts'

/** What a node on ZooKeeper runs; the image's entrypoint would format its volume for KRaft. */
export const zookeeperStart = (store: string, names: Naming): Block => block`
  #!/bin/bash
  # Gives the node its number, addresses and passwords, and becomes the server.
  set -euo pipefail
  umask 077
  ${toolOptions}

  ${ownNumber(names)}

  ${identity(store)}

  settings=${runDirectory}/server.properties
  cat ${configDirectory}/server.properties - >"$settings" <<END
  broker.id=$id
  listeners=CLIENTS://:${ports.clients},NODES://:${ports.nodes}
  advertised.listeners=CLIENTS://$(host "$id"):${ports.clients},NODES://$(host "$id"):${ports.nodes}
  zookeeper.connect=$ZOOKEEPER_HOST:$ZOOKEEPER_PORT/$ZOOKEEPER_USERNAME
  listener.name.nodes.plain.sasl.jaas.config=$login
  END

  # Who the nodes are in ZooKeeper, where nobody else writes below the path of that name
  password="\${ZOOKEEPER_PASSWORD//\\\\/\\\\\\\\}"
  password="\${password//\\"/\\\\\\"}"
  cat >${runDirectory}/zookeeper.jaas <<END
  Client {
    org.apache.zookeeper.server.auth.DigestLoginModule required
      username="$ZOOKEEPER_USERNAME" password="$password";
  };
  END
  export KAFKA_OPTS=-Djava.security.auth.login.config=${runDirectory}/zookeeper.jaas

  until getent hosts "$(host "$id")" >/dev/null; do sleep 1; done
  until timeout 2 bash -c "exec 3<>/dev/tcp/$ZOOKEEPER_HOST/$ZOOKEEPER_PORT" 2>/dev/null; do sleep 1; done
  ${becomeServer('zookeeper')}
`
