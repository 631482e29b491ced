import type { Naming } from '../../kubernetes/naming.ts'
import { memberHost } from '../../kubernetes/network/services.ts'
import { certificateDirectory, founding, hasTls, pemKey } from '../store/index.ts'
import { choose, replace, text } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, when } from '../../template/node/structure.ts'
import type { CassandraValues } from './values.ts'
import { ports } from './contract.ts'
import { joining } from './joining.ts'
import { asking, readPassword } from './login.ts'
import { configDirectory, dataDirectory, imageConfiguration, runDirectory } from './paths.ts'
import { isRing, seeds } from './ring.ts'
import { setUp } from './set-up.ts'

const { value } = scope<CassandraValues>()

/** Without it, the scripts of the image would take a part of the whole machine's memory. */
const heap = choose(
  value('heap'),
  replace('Gi', 'G', replace('Mi', 'M', value('heap'))),
  text`$((MEMORY_LIMIT / 2))M`,
)

/** Where a node has noted how far it is: `founding`, `joining` or `joined`. */
const progress = `${dataDirectory}/progress`

/**
 * What a node runs: it takes the place of the image's entrypoint, which writes to the image. A seed does not
 * ask others for its part of the data, so that a node is none of its own before it has that.
 */
export const start = (store: string, names: Naming): Block => block`
  #!/bin/bash
  # Gives the node its configuration, says whether it founds the ring or joins it, and becomes the server.
  set -euo pipefail
  umask 077

  id="\${POD_NAME##*-}"
  host() { echo "${memberHost(names, '$1')}"; }

  ${readPassword}

  # Nodes find the ring by the first ones, so that the others may come and go
  seeds=${seeds}

  ${founding({ founders: 'seeds', port: ports.nodes, isCluster: isRing })}

  if [[ ! -e ${progress} ]]; then
    echo "without data: looking for a ring to join"
    if founds; then echo founding >${progress}; else echo joining >${progress}; fi
  fi
  progress="$(<${progress})"

  ${asking(store, `${certificateDirectory}/ca.crt`)}
  ${joining}

  found=
  for ((i = 0; i < seeds; i++)); do
    [[ $progress == joining && $i == "$id" ]] || [[ $progress == founding && $i != "$id" ]] || found+="\${found:+,}$(host "$i")"
  done

  cp -R ${imageConfiguration}/. ${runDirectory}
  cp ${configDirectory}/cassandra-rackdc.properties ${configDirectory}/logback.xml ${runDirectory}
  ${when(hasTls(store), pemKey('Cassandra', `${runDirectory}/node.pem`))}

  # configure ADDRESS AUTHENTICATOR AUTHORIZER: at which address clients are served, and who they are
  configure() {
    cat ${configDirectory}/cassandra.yaml - >${runDirectory}/cassandra.yaml <<END
  listen_address: $POD_IP
  rpc_address: $1
  broadcast_rpc_address: $POD_IP
  authenticator: $2
  authorizer: $3
  seed_provider:
    - class_name: org.apache.cassandra.locator.SimpleSeedProvider
      parameters: [{ seeds: "$found" }]
  END
  }

  export MAX_HEAP_SIZE="${heap}"

  ${setUp(store)}

  configure 0.0.0.0 PasswordAuthenticator CassandraAuthorizer
  JVM_EXTRA_OPTS="\${replaced:+-Dcassandra.replace_address_first_boot=$replaced}" exec cassandra -f
`

/** The probe at the start of a node. */
export const joined: Block = block`
  #!/bin/bash
  # Succeeds once the node is in the ring with its part of the data, which it notes: it listens for clients then.
  set -euo pipefail
  exec 3<>"/dev/tcp/$POD_IP/${ports.clients}"
  echo joined >${progress}
`
