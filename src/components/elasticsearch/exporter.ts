import type { IContainer } from 'kubernetes-models/v1/Container'
import type { Naming } from '../../kubernetes/naming.ts'
import { podHost } from '../../kubernetes/network/services.ts'
import { choose, text } from '../../template/node/expression.ts'
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
  passwordDirectory,
} from '../store/index.ts'
import { ports } from './contract.ts'

/** Port of the exporter. */
export const exporterPort = 9114

/**
 * The exporter of each node, which asks that node, under the name that its certificate is for. Its image has
 * the program alone, which runs as any user and writes nothing.
 * Source: github.com/prometheus-community/elasticsearch_exporter, Dockerfile and main.go.
 */
export function elasticsearchExporter(
  store: string,
  model: ExporterOptions,
  names: Naming,
): readonly Templated<IContainer>[] {
  const node = podHost(names, '$(POD_NAME)')
  return exporterContainers(model, {
    port: exporterPort,
    args: [
      text`--es.uri=${choose(hasTls(store), 'https', 'http')}://${node}:${ports.http}`,
      when(hasTls(store), `--es.ca=${caFile(store)}`),
      '--es.indices',
    ],
    env: [
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'ES_USERNAME', value: exporterName },
      { name: 'ES_PASSWORD', valueFrom: exporterPassword(store) },
    ],
    volumeMounts: [caMount(store)],
  })
}

/** Gives it a user who may look at nodes and indices, and at no document. */
export const exporterAccount: Block = block`
  account ${exporterName} ${passwordDirectory}/${exporterName} <<END
  {
    "cluster": ["monitor"],
    "indices": [{ "names": ["*"], "privileges": ["monitor"], "allow_restricted_indices": false }]
  }
  END
`
