import type { Naming } from '../../kubernetes/naming.ts'
import type { Block } from '../../template/node/node.ts'
import { block } from '../../template/node/structure.ts'
import { founding } from '../store/index.ts'
import { ports } from './contract.ts'
import { isCluster, usualCopies } from './copies.ts'
import { toolOptions } from './login.ts'
import { configDirectory, dataDirectory, programs, runDirectory } from './paths.ts'
import { becomeServer, identity, ownNumber } from './start.ts'

/** What a node runs: it takes the place of the image's entrypoint, which writes to the image. */
export const kraftStart = (store: string, names: Naming): Block => block`
  #!/bin/bash
  # Gives the node its roles, addresses and passwords, formats an empty volume, and becomes the server.
  set -euo pipefail
  umask 077
  ${toolOptions}

  ${ownNumber(names)}

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

  ${identity(store)}

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

  ${founding({ founders: 'controllers', port: ports.controllers, isCluster })}

  if [[ ! -e ${dataDirectory}/log/meta.properties ]]; then
    how=--no-initial-controllers
    if founds; then how=--standalone; fi
    # 16 bytes in base64url, made of the name alone: volumes may move to another namespace
    cluster="$(printf '%s' ${names.fullname} | sha256sum | cut -c 1-21)A"
    ${programs}/kafka-storage.sh format --config "$settings" --cluster-id "$cluster" $how
  fi

  ${becomeServer('kraft')}
`
