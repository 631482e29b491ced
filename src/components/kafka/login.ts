import { hasTls } from '../store/index.ts'
import type { Block } from '../../template/node/node.ts'
import { block, when } from '../../template/node/structure.ts'
import { choose } from '../../template/node/expression.ts'
import { nodeUser } from './contract.ts'
import { runDirectory, secretDirectory } from './paths.ts'

/** The classes of Kafka's own that log in. */
export const loginModules = {
  plain: 'org.apache.kafka.common.security.plain.PlainLoginModule',
  scram: 'org.apache.kafka.common.security.scram.ScramLoginModule',
} as const

/** Where the tools of a pod find how to log in at the listener of the nodes. */
export const loginFile: string = `${runDirectory}/login.properties`

/** The lines of a script that read the password of the nodes, and write how the tools log in with it. */
export function nodeLogin(store: string, caFile: string): Block {
  const truststore = block`
    ssl.truststore.type=PEM
    ssl.truststore.location=${caFile}
  `
  return block`
    password="$(tr -d '[:space:]' <${secretDirectory}/node-password)"
    if [[ ! $password =~ ^[-A-Za-z0-9+/=_]+$ ]]; then
      echo "the node-password must be letters and digits: change its Secret" >&2
      exit 1
    fi
    login="${loginModules.plain} required username=\\"${nodeUser}\\" password=\\"$password\\""
    cat >${loginFile} <<END
    security.protocol=${choose(hasTls(store), 'SASL_SSL', 'SASL_PLAINTEXT')}
    sasl.mechanism=PLAIN
    sasl.jaas.config=$login;
    ${when(hasTls(store), truststore)}
    END
  `
}

/** What Kafka's tools, which are Java programs that end soon, run with. */
export const toolOptions: Block = block`
  export KAFKA_HEAP_OPTS=-Xmx96m KAFKA_JVM_PERFORMANCE_OPTS='-XX:+UseSerialGC -XX:TieredStopAtLevel=1'
`
