import type { Naming } from '../../kubernetes/naming.ts'
import { memberHost, podHost } from '../../kubernetes/network/services.ts'
import { founding } from '../store/index.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, when } from '../../template/node/structure.ts'
import type { ElasticsearchValues } from './values.ts'
import { ports } from './contract.ts'
import { asking, readPassword } from './login.ts'
import { isCluster, masters } from './nodes.ts'
import { keepKeys } from './snapshots.ts'
import { configDirectory, dataDirectory, home, runDirectory, tlsDirectory } from './paths.ts'

const { value } = scope<ElasticsearchValues>()

/** What a node runs: it takes the place of the image's entrypoint, which writes to the image. */
export const start = (names: Naming): Block => block`
  #!/bin/bash
  # Gives the node its configuration and the password of its administrator, says whether it founds the
  # cluster, and becomes the server.
  set -euo pipefail
  umask 027

  id="\${POD_NAME##*-}"
  host() { echo "${memberHost(names, '$1')}"; }

  ${readPassword()}

  # The first nodes may be elected, so that the others may come and go
  masters=${masters}

  ${founding({ founders: 'masters', port: ports.transport, isCluster })}

  # The mark of who founds stays until the node is in a cluster.
  if [[ ! -e ${dataDirectory}/node ]]; then
    echo "without data: looking for a cluster to join"
    rm -f ${dataDirectory}/founding
    if founds; then touch ${dataDirectory}/founding; fi
    mkdir ${dataDirectory}/node
  fi

  cp -R ${home}/config/. ${runDirectory}
  {
    cat ${configDirectory}/elasticsearch.yml
    if ((id >= masters)); then echo 'node.roles: [data, ingest, ml, remote_cluster_client, transform]'; fi
    ${when(value('dedicatedMasters'), onlyMasters)}
    if [[ -e ${dataDirectory}/founding ]]; then echo 'cluster.initial_master_nodes: ["\${POD_NAME}"]'; fi
  } >${runDirectory}/elasticsearch.yml
  # To standard output, in place of 2 GB of files
  printf '%s\\n' -Xlog:disable -Xlog:all=warning:stderr:utctime,level,tags >${runDirectory}/jvm.options.d/log.options

  echo "$password" | ${home}/bin/elasticsearch-keystore add --force --stdin bootstrap.password
  ${keepKeys(`${home}/bin/elasticsearch-keystore`)}
  exec ${home}/bin/elasticsearch
`

/** The nodes that may be elected do nothing else, while the values say so. */
const onlyMasters = block`if ((id < masters)); then echo 'node.roles: [master]'; fi`

/** Whether a node is in a cluster, with all that it had: the probe at its start. */
export const joined = (store: string, names: Naming): Block => block`
  #!/bin/bash
  # Succeeds once the node is in a cluster in which no shard is on its way, or waits for a node to come back.
  # An index that is lost (red) holds a start up for five minutes, so that the others are served.
  set -euo pipefail

  ${asking(store, podHost(names, '${POD_NAME}'), `${tlsDirectory}/ca.crt`)}

  health="$(ask '/_cluster/health?master_timeout=5s' --max-time 10)"
  for none in initializing_shards delayed_unassigned_shards number_of_in_flight_fetch; do
    [[ $health == *"\\"$none\\":0,"* ]]
  done
  age=$(($(date +%s) - $(stat --format %Y ${runDirectory}/elasticsearch.yml)))
  [[ $health != *'"status":"red"'* ]] || ((age > 300))
  rm -f ${dataDirectory}/founding
`
