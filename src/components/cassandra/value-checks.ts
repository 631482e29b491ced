import { embedded } from '../store/index.ts'
import { and, fail, gt } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { CassandraValues } from './values.ts'

const { value } = scope<CassandraValues>()

/** Refuses more copies than there are nodes: nobody could write to a majority of them. */
export function copiesCheck(name: string): unknown {
  return when(
    and(embedded, gt(value('replicationFactor'), value('replicas'))),
    fail(
      `${name}.replicationFactor is above ${name}.replicas: a node holds one copy of a row at most`,
    ),
  )
}
