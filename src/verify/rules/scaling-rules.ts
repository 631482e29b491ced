import { at, fields, items, number, text } from '../fields.ts'
import { type Manifest, titleOf } from '../manifest.ts'
import { disruptionsAllowed } from './disruption-budget.ts'
import { find, ofKind, type Reference, resolves, type Release } from './release.ts'
import { rule, type Rule } from './rule.ts'

/** Rules on autoscalers and disruption budgets. */
export const scalingRules: readonly Rule[] = [
  rule('every autoscaler finds its workload', (release) =>
    autoscalers(release)
      .map((manifest) => ({ manifest, ...target(manifest) }))
      .filter((reference) => !resolves(release, reference))
      .map(({ manifest, kind, name }) => ({ manifest, detail: `there is no ${kind} ${name}` })),
  ),

  rule('a workload with an autoscaler leaves replicas to it', (release) =>
    autoscalers(release).flatMap((autoscaler) => {
      const manifest = find(release, target(autoscaler))
      return manifest && at(manifest.body, 'spec', 'replicas') !== undefined
        ? [
            {
              manifest,
              at: 'spec.replicas',
              detail: `HorizontalPodAutoscaler ${autoscaler.name} sets them as well`,
            },
          ]
        : []
    }),
  ),

  rule('no two autoscalers scale one workload', (release) => {
    const scalers = [...autoscalers(release), ...ofKind(release, 'ScaledObject', 'keda.sh')]
    return scalers.flatMap((manifest, index) => {
      const earlier = scalers.slice(0, index).find((one) => isSame(target(one), target(manifest)))
      return earlier === undefined
        ? []
        : [{ manifest, detail: `${titleOf(earlier)} scales ${target(manifest).name} as well` }]
    })
  }),

  rule('minReplicas is at most maxReplicas', (release) =>
    autoscalers(release).flatMap((manifest) => {
      const { minReplicas = 1, maxReplicas } = fields(manifest.body['spec'])
      const [least, most] = [number(minReplicas) ?? 1, number(maxReplicas) ?? Infinity]
      return least > most ? [{ manifest, detail: `${least} is more than ${most}` }] : []
    }),
  ),

  rule('every container that is scaled by utilisation requests the resource', (release) =>
    autoscalers(release).flatMap((manifest) => {
      const workload = find(release, target(manifest))
      const pods = release.pods.filter(({ owner }) => owner === workload)
      const containers = pods.flatMap((pod) => pod.containers).filter(({ ends }) => !ends)
      return utilised(manifest).flatMap((resource) =>
        containers
          .filter(({ body }) => !requests(body['resources'], resource))
          .map((one) => ({
            manifest,
            detail: `container ${one.name} of ${workload?.name} requests no ${resource}`,
          })),
      )
    }),
  ),

  rule('every disruption budget lets a pod go', (release) =>
    ofKind(release, 'PodDisruptionBudget', 'policy').flatMap((manifest) => {
      const allowed = disruptionsAllowed(release, manifest)
      return allowed === undefined || allowed > 0
        ? []
        : [{ manifest, detail: 'no node with one of its pods can ever be drained', hint: advice }]
    }),
  ),
]

const advice = 'lower minAvailable below the number of replicas, or leave the budget out'

function autoscalers(release: Release): readonly Manifest[] {
  return ofKind(release, 'HorizontalPodAutoscaler', 'autoscaling')
}

function target({ body, namespace }: Manifest): Reference {
  const { kind = 'Deployment', name } = fields(at(body, 'spec', 'scaleTargetRef')) // as KEDA has it
  return { kind: text(kind) ?? '', name: text(name) ?? '', namespace }
}

function isSame(one: Reference, other: Reference): boolean {
  return (['kind', 'name', 'namespace'] as const).every((key) => one[key] === other[key])
}

function utilised({ body }: Manifest): readonly string[] {
  return items(at(body, 'spec', 'metrics'))
    .filter((metric) => at(metric, 'resource', 'target', 'type') === 'Utilization')
    .map((metric) => String(at(metric, 'resource', 'name')))
}

/** A limit without a request is one: the API server copies it. */
function requests(resources: unknown, name: string): boolean {
  return ['requests', 'limits'].some((part) => at(resources, part, name) !== undefined)
}
