import { embedded, hasTls } from '../store/index.ts'
import { and, fail, gt, not } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { ElasticsearchValues } from './values.ts'
import { mostMasters } from './contract.ts'
import { isCluster } from './nodes.ts'

const { value } = scope<ElasticsearchValues>()

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
