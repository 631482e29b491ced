import type { IResourceRequirements } from 'kubernetes-models/v1/ResourceRequirements'
import { at } from '../../template/node/expression.ts'
import { once } from '../../template/node/once.ts'
import { include, optional, parametricMapHelper, shared } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import { loadDefinition } from '../../schema/load-schema.ts'
import type { ResourcesValues } from '../../values/types/definitions.ts'

/** Requests and limits of a container; no CPU limit where that value is empty. */
export function resources(of: Expr<ResourcesValues>): Templated<IResourceRequirements> {
  return include(requirements(), { resources: of })
}

const requirements = once(() =>
  parametricMapHelper<{ resources: ResourcesValues }, IResourceRequirements>(
    shared('containers', 'resources'),
    'Requests and limits of a container; CPU need have no limit.',
    { resources: loadDefinition('resources') },
    ({ resources: of }) => ({
      requests: { cpu: at(of, 'requests.cpu'), memory: at(of, 'requests.memory') },
      limits: { cpu: optional(at(of, 'limits.cpu')), memory: at(of, 'limits.memory') },
    }),
  ),
)
