import type { Naming } from '../../kubernetes/naming.ts'
import { memberHost } from '../../kubernetes/network/services.ts'
import { certificateDirectory, hasTls, javaHeap, pemKey } from '../store/index.ts'
import { choose } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, when } from '../../template/node/structure.ts'
import type { KafkaValues } from './values.ts'
import { nodeUser } from './contract.ts'
import { loggingOptions } from './logging.ts'
import { nodeLogin } from './login.ts'
import type { Mode } from './mode.ts'
import { programs, runDirectory } from './paths.ts'

const { value } = scope<KafkaValues>()

/** The lines of a script that know the number of the node, and the name of any. */
export const ownNumber = (names: Naming): Block => block`
  id="\${POD_NAME##*-}"
  host() { echo "${memberHost(names, '$1')}"; }
`

/** The lines that say in `$login` how the node logs in, and whom it lets in; with TLS, make its key ready. */
export const identity = (store: string): Block => block`
  ${nodeLogin(store, `${certificateDirectory}/ca.crt`)}
  login+=" user_${nodeUser}=\\"$password\\";"
  ${when(hasTls(store), pemKey('Kafka', `${runDirectory}/node.pem`))}
`

/** The lines that become the server, with the settings in the file `$settings`. */
export const becomeServer = (mode: Mode): Block => block`
  export KAFKA_HEAP_OPTS='${choose(value('heap'), javaHeap(value('heap')), '-XX:InitialRAMPercentage=50 -XX:MaxRAMPercentage=50')}'
  export KAFKA_LOG4J_OPTS=${loggingOptions[mode]}
  unset KAFKA_JVM_PERFORMANCE_OPTS
  EXTRA_ARGS='-name kafkaServer' exec ${programs}/kafka-server-start.sh "$settings"
`
