import type { IResourceRequirements } from 'kubernetes-models/v1/ResourceRequirements'
import { at } from '../template/node/expression.ts'
import { optional } from '../template/node/structure.ts'
import type { Expr, Templated } from '../template/node/templated.ts'
import type { ServiceValues } from '../values/types/service.ts'

/** Requests and limits of a container; no CPU limit where that value is empty. */
export function resources(of: Expr<ServiceValues['resources']>): Templated<IResourceRequirements> {
  return {
    requests: { cpu: at(of, 'requests.cpu'), memory: at(of, 'requests.memory') },
    limits: { cpu: optional(at(of, 'limits.cpu')), memory: at(of, 'limits.memory') },
  }
}
