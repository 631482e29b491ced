import type { Problem } from '../../errors/chart-error.ts'
import { at, fields, items, text } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import { limitRules } from '../rules/limit-rules.ts'
import { toRelease } from '../rules/release.ts'
import { checkRules } from '../rules/rule.ts'
import type { Ask } from './open-api.ts'

const kinds = { limitranges: 'LimitRange', resourcequotas: 'ResourceQuota' } as const

/** The LimitRanges and quotas of a namespace; none where they may not be read. */
export async function namespaceLimits(ask: Ask, namespace: string): Promise<readonly Manifest[]> {
  const lists = Object.entries(kinds).map(async ([resource, kind]) => {
    const { body } = await ask({ path: `/api/v1/namespaces/${namespace}/${resource}` })
    return items(fields(body)['items']).map((one) => ({
      apiVersion: 'v1',
      kind,
      name: text(at(one, 'metadata', 'name')) ?? '',
      namespace,
      source: '',
      body: one,
      text: '',
    }))
  })
  return (await Promise.all(lists)).flat()
}

/**
 * What the limits of a namespace would refuse of a release's pods: a dry run of what makes pods does
 * not ask them. Those of the release itself are left to the rules, since it may change them.
 */
export function limitProblems(
  manifests: readonly Manifest[],
  limits: readonly Manifest[],
): readonly Problem[] {
  const others = limits.filter(
    ({ kind, name, namespace }) =>
      !manifests.some(
        (one) => one.kind === kind && one.name === name && one.namespace === namespace,
      ),
  )
  if (others.length === 0) return []
  const workloads = manifests.filter(({ kind }) => !Object.values<string>(kinds).includes(kind))
  return checkRules(limitRules, toRelease([...workloads, ...others]))
}
