import type { Naming } from '../../kubernetes/naming.ts'
import { headlessName } from '../../kubernetes/network/services.ts'
import { certificateDirectory, hasTls } from '../store/index.ts'
import { choose, replace, text } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, when } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { KafkaValues } from './values.ts'
import { nodeUser, ports } from './contract.ts'
import { isCluster, usualCopies } from './copies.ts'
import { loginFile, nodeLogin, toolOptions } from './login.ts'
import { configDirectory, dataDirectory, programs, runDirectory } from './paths.ts'

const { value } = scope<KafkaValues>()

/** The name of a node, as the others and the clients reach it; in a script, of the ordinal `$1`. */
export function nodeHost(names: Naming, ordinal: string): Expr<string> {
  return text`${names.fullname}-${ordinal}.${headlessName(names)}.${names.namespace}.svc`
}

/** Java's unit for a quantity: `m` for `Mi`. */
const heap = replace('Gi', 'g', replace('Mi', 'm', value('heap')))

const ownHeap = text`-Xms${heap} -Xmx${heap}`

const pem = block`

  if ! grep -q 'BEGIN PRIVATE KEY' ${certificateDirectory}/tls.key; then
    echo "Kafka reads keys in PKCS #8 alone: convert tls.key by openssl pkcs8 -topk8 -nocrypt" >&2
    exit 1
  fi
  cat ${certificateDirectory}/tls.key ${certificateDirectory}/tls.crt >${runDirectory}/node.pem
`

/** What a node runs: it takes the place of the image's entrypoint, which writes to the image. */
export const start = (store: string, names: Naming): Block => block`
  #!/bin/bash
  # Gives the node its roles, addresses and passwords, formats an empty volume, and becomes the server.
  set -euo pipefail
  umask 077
  ${toolOptions}

  id="\${POD_NAME##*-}"
  host() { echo "${nodeHost(names, '$1')}"; }

  # The first nodes are controllers, too, so that brokers may come and go
  controllers=${usualCopies}
  roles=broker
  listeners='CLIENTS://:${ports.clients},NODES://:${ports.nodes}'
  advertised="CLIENTS://$(host "$id"):${ports.clients},NODES://$(host "$id"):${ports.nodes}"
  if ((id < controllers)); then
    roles=broker,controller
    listeners+=',CONTROLLERS://:${ports.controllers}'
    advertised+=",CONTROLLERS://$(host "$id"):${ports.controllers}"
  fi
  quorum=
  for ((i = 0; i < controllers; i++)); do quorum+="$(host "$i"):${ports.controllers},"; done

  ${nodeLogin(store, `${certificateDirectory}/ca.crt`)}
  login+=" user_${nodeUser}=\\"$password\\";"
  ${when(hasTls(store), pem)}

  settings=${runDirectory}/server.properties
  cat ${configDirectory}/server.properties - >"$settings" <<END
  node.id=$id
  process.roles=$roles
  listeners=$listeners
  advertised.listeners=$advertised
  controller.quorum.bootstrap.servers=\${quorum%,}
  controller.quorum.auto.join.enable=$([[ $roles == broker ]] && echo false || echo true)
  listener.name.nodes.plain.sasl.jaas.config=$login
  listener.name.controllers.plain.sasl.jaas.config=$login
  END

  # A node without data joins the quorum that is there. Where there is none, node 0 founds it: once every
  # other controller has an address, and so its volume, and none of them has listened for a while.
  is_there() { getent hosts "$(host "$1")" >/dev/null; }
  listens() { timeout 2 bash -c "exec 3<>/dev/tcp/$(host "$1")/${ports.controllers}" 2>/dev/null; }
  others=()
  for ((i = 0; i < controllers; i++)); do ((i == id)) || others+=("$i"); done

  until is_there "$id"; do sleep 1; done
  if [[ ! -e ${dataDirectory}/log/meta.properties ]]; then
    how=--no-initial-controllers
    silent=0
    while [[ $how != --standalone ]]; do
      all=yes
      for i in "\${others[@]}"; do
        if listens "$i"; then break 2; fi
        is_there "$i" || all=no
      done
      if [[ $id == 0 && $all == yes ]]; then ((++silent)); else silent=0; fi
      if ((silent > ${choose(isCluster, foundingSeconds, 0)})); then how=--standalone; else sleep 1; fi
    done
    # 16 bytes in base64url, made of the name alone: volumes may move to another namespace
    cluster="$(printf '%s' ${names.fullname} | sha256sum | cut -c 1-21)A"
    ${programs}/kafka-storage.sh format --config "$settings" --cluster-id "$cluster" $how
  fi

  export KAFKA_HEAP_OPTS='${choose(value('heap'), ownHeap, '-XX:InitialRAMPercentage=50 -XX:MaxRAMPercentage=50')}'
  export KAFKA_LOG4J_OPTS=-Dlog4j2.configurationFile=${configDirectory}/log4j2.yaml
  unset KAFKA_JVM_PERFORMANCE_OPTS
  EXTRA_ARGS='-name kafkaServer' exec ${programs}/kafka-server-start.sh "$settings"
`

/** How long node 0 must have heard of no other controller before it founds a quorum. */
const foundingSeconds = 30

/** Whether a node has caught up: the probe at its start. */
export const inSync = (names: Naming): Block => block`
  #!/bin/bash
  # Succeeds once the node answers, and is among those in sync for all partitions that it has.
  set -euo pipefail
  ${toolOptions}

  id="\${POD_NAME##*-}"
  host() { echo "${nodeHost(names, '$1')}"; }

  ${programs}/kafka-topics.sh --bootstrap-server "$(host "$id"):${ports.nodes}" \\
    --command-config ${loginFile} --describe --under-replicated-partitions |
    while IFS= read -r line; do
      [[ $line =~ Replicas:\\ ([0-9,]*).*Isr:\\ ([0-9,]*) ]] || continue
      if [[ ,\${BASH_REMATCH[1]}, == *,$id,* && ,\${BASH_REMATCH[2]}, != *,$id,* ]]; then exit 1; fi
    done
`
