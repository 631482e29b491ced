import { notAbove } from '../../kubernetes/pod/resource-checks.ts'
import { embedded } from '../store/index.ts'
import { and, defaultTo, fail, gt } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { CassandraValues } from './values.ts'

const { value } = scope<CassandraValues>()

/** Refuses a heap above the memory limit. */
export function heapCheck(name: string): unknown {
  return when(
    embedded,
    notAbove(
      { path: `${name}.heap`, value: defaultTo(value('heap'), '0') },
      { path: `${name}.resources.limits.memory`, value: value('resources.limits.memory') },
      'a heap of half the limit leaves room for what Cassandra keeps outside of it',
    ),
  )
}

/** Refuses more copies than there are nodes: nobody could write to a majority of them. */
export function copiesCheck(name: string): unknown {
  return when(
    and(embedded, gt(value('replicationFactor'), value('replicas'))),
    fail(
      `${name}.replicationFactor is above ${name}.replicas: a node holds one copy of a row at most`,
    ),
  )
}
