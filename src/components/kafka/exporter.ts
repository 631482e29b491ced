import type { IContainer } from 'kubernetes-models/v1/Container'
import type { Naming } from '../../kubernetes/naming.ts'
import { podHost } from '../../kubernetes/network/services.ts'
import { text } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { block, when } from '../../template/node/structure.ts'
import type { Templated } from '../../template/node/templated.ts'
import {
  caFile,
  caMount,
  exporterContainers,
  exporterName,
  type ExporterOptions,
  exporterPassword,
  hasTls,
} from '../store/index.ts'
import { ports } from './contract.ts'

/** Port of the exporter. */
export const exporterPort = 9308

/**
 * It ends where Kafka does not answer at its start, or does not know its user yet. A sidecar that has ended makes
 * its pod unready, so that no client came to a node whose exporter waits for the provisioning.
 */
const untilKafkaAnswers = `trap 'kill "$pid"; exit 0' TERM
while :; do
  /bin/kafka_exporter "$@" & pid=$!
  wait "$pid"
  sleep 5 & pid=$!
  wait "$pid"
done`

/**
 * The exporter of each node, which asks the whole cluster: alerts take one of the series that several nodes
 * have alike. Its image is busybox with the program, which runs as any user and writes nothing.
 * Source: github.com/danielqsj/kafka_exporter, Dockerfile and kafka_exporter.go.
 */
export function kafkaExporter(
  store: string,
  model: ExporterOptions,
  names: Naming,
): readonly Templated<IContainer>[] {
  return exporterContainers(model, {
    port: exporterPort,
    command: ['sh', '-c', untilKafkaAnswers, 'sh'],
    waits: true,
    args: [
      text`--kafka.server=${podHost(names, '$(POD_NAME)')}:${ports.clients}`,
      '--sasl.enabled',
      '--sasl.mechanism=scram-sha512',
      `--sasl.username=${exporterName}`,
      when(hasTls(store), '--tls.enabled'),
      when(hasTls(store), `--tls.ca-file=${caFile(store)}`),
    ],
    env: [
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'SASL_USER_PASSWORD', valueFrom: exporterPassword(store) },
    ],
    volumeMounts: [caMount(store)],
  })
}

/** Lets it look at all topics and groups: at their offsets, and at no message. */
export const exporterRights: Block = block`
  admin kafka-acls --add --allow-principal User:${exporterName} --operation Describe --topic '*' --group '*'
`
