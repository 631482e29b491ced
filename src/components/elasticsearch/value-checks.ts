import { notAbove } from '../../kubernetes/pod/resource-checks.ts'
import { embedded, hasTls } from '../store/index.ts'
import { and, defaultTo, fail, gt, not } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { ElasticsearchValues } from './values.ts'
import { mostMasters } from './contract.ts'
import { isCluster } from './nodes.ts'

const { value } = scope<ElasticsearchValues>()

/** Refuses a heap above the memory limit. */
export function heapCheck(name: string): unknown {
  return when(
    embedded,
    notAbove(
      { path: `${name}.heap`, value: defaultTo(value('heap'), '0') },
      { path: `${name}.resources.limits.memory`, value: value('resources.limits.memory') },
      'a heap of half the limit leaves room for what Lucene keeps outside of it',
    ),
  )
}

/** Refuses a cluster in which no node would hold data. */
export function mastersCheck(name: string): unknown {
  return when(
    and(embedded, value('dedicatedMasters'), not(gt(value('replicas'), mostMasters))),
    fail(
      `${name}.dedicatedMasters is true: set ${name}.replicas to ${mostMasters + 1} at least, since the first ${mostMasters} nodes hold no data`,
    ),
  )
}

/** Refuses nodes that would have to speak to each other without TLS, which Elasticsearch does not do. */
export function transportCheck(name: string): unknown {
  return when(
    and(embedded, isCluster, not(hasTls(name))),
    fail(
      `${name}.replicas is above 1: nodes of Elasticsearch speak to each other by TLS alone, so set global.tls.${name}.enabled, too`,
    ),
  )
}
