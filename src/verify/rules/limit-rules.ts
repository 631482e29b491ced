import { at, type Fields, fields } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import type { Pod } from './pod.ts'
import { containerItems, filledAmounts, limitFaults } from './container-limits.ts'
import { inContainers } from './pod-violation.ts'
import { ofKind, type Release } from './release.ts'
import { rule, type Rule } from './rule.ts'

/** What the API server holds against pods, and not against the Deployments and Jobs that make them. */
export const limitRules: readonly Rule[] = [
  rule('every container fits the LimitRange of its namespace', (release) => {
    return inContainers(release.pods, ({ body }, pod) =>
      limitFaults(body, rangesFor(release, pod)),
    ).map((one) => ({
      ...one,
      hint: 'change its resources, or the LimitRange: its pods would be refused',
    }))
  }),

  rule('every container states what the ResourceQuota of its namespace counts', (release) => {
    return inContainers(release.pods, ({ body }, pod) => {
      const counted = ofItsNamespace(release, 'ResourceQuota', pod).flatMap((quota) =>
        Object.keys(fields(at(quota.body, 'spec', 'hard'))).flatMap(amountOf),
      )
      const amounts = filledAmounts(body, rangesFor(release, pod))
      const missing = counted.filter(({ side, name }) => !(name in amounts[side]))
      return [...new Set(missing.map(({ side, name }) => `it has no ${side}.${name}`))]
    }).map((one) => ({
      ...one,
      hint: 'set it below its resources, or give a default with a LimitRange: its pods would be refused',
    }))
  }),
]

function rangesFor(release: Release, pod: Pod): readonly Fields[] {
  return containerItems(ofItsNamespace(release, 'LimitRange', pod))
}

function ofItsNamespace(release: Release, kind: string, { owner }: Pod): readonly Manifest[] {
  return ofKind(release, kind).filter(({ namespace }) => namespace === owner.namespace)
}

/** What a quota of this name makes each container state: `cpu` is short for `requests.cpu`. */
function amountOf(
  quota: string,
): readonly { readonly side: 'requests' | 'limits'; readonly name: string }[] {
  const [, side = 'requests', name] = /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(quota) ?? []
  if (name === undefined) return []
  return [{ side: side === 'limits' ? 'limits' : 'requests', name }]
}
