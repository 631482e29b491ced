import { at, fields } from '../fields.ts'
import { filledAmounts, limitFaults, limitRangesOf } from './container-limits.ts'
import { inContainers } from './pod-violation.ts'
import { ofKind } from './release.ts'
import { rule, type Rule } from './rule.ts'

/** What the API server holds against pods, and not against the Deployments and Jobs that make them. */
export const limitRules: readonly Rule[] = [
  rule('every container fits the LimitRange of its namespace', (release) => {
    const rangesOf = limitRangesOf(release)
    return inContainers(release.pods, ({ body }, pod) => limitFaults(body, rangesOf(pod))).map(
      (one) => ({
        ...one,
        hint: 'change its resources, or the LimitRange: its pods would be refused',
      }),
    )
  }),

  rule('every container states what the ResourceQuota of its namespace counts', (release) => {
    const rangesOf = limitRangesOf(release)
    const quotas = ofKind(release, 'ResourceQuota').map(({ namespace, body }) => ({
      namespace,
      counted: Object.keys(fields(at(body, 'spec', 'hard'))).flatMap(amountOf),
    }))
    return inContainers(release.pods, ({ body }, pod) => {
      const counted = quotas
        .filter(({ namespace }) => namespace === pod.owner.namespace)
        .flatMap((quota) => quota.counted)
      const amounts = filledAmounts(body, rangesOf(pod))
      const missing = counted.filter(({ side, name }) => !(name in amounts[side]))
      return [...new Set(missing.map(({ side, name }) => `it has no ${side}.${name}`))]
    }).map((one) => ({
      ...one,
      hint: 'set it below its resources, or give a default with a LimitRange: its pods would be refused',
    }))
  }),
]

/** What a quota of this name makes each container state: `cpu` is short for `requests.cpu`. */
function amountOf(
  quota: string,
): readonly { readonly side: 'requests' | 'limits'; readonly name: string }[] {
  const [, side = 'requests', name] = /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(quota) ?? []
  if (name === undefined) return []
  return [{ side: side === 'limits' ? 'limits' : 'requests', name }]
}
