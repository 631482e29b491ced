import { parseQuantity } from '../../kubernetes/pod/quantity.ts'
import { at, fields } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import { ofKind, type Release } from '../rules/release.ts'
import { type Resource, resources } from './amounts.ts'
import { demandOf } from './demand.ts'

/** What a ResourceQuota grants of one resource, and what the release takes of it. */
export interface QuotaUse {
  readonly quota: Manifest
  /** As the quota writes it. */
  readonly name: string
  readonly hard: unknown
  readonly resource: Resource
  readonly granted: number
  readonly least: number
  readonly most: number
  /** What an upgrade takes at the most, beside `most`. */
  readonly meanwhile: number
}

/** Each resource that a quota of the release counts and that is known before anything runs. */
export function quotaUse(release: Release): readonly QuotaUse[] {
  return ofKind(release, 'ResourceQuota').flatMap((quota) => {
    const { running, meanwhile } = demandOf(inNamespace(release, quota.namespace))
    return Object.entries(fields(at(quota.body, 'spec', 'hard'))).flatMap(([name, hard]) => {
      const resource = resourceOf(name)
      const granted = parseQuantity(hard)
      if (resource === undefined || granted === undefined) return []
      return [
        {
          quota,
          name,
          hard,
          resource,
          granted,
          least: running.least[resource],
          most: running.most[resource],
          meanwhile: meanwhile.most[resource],
        },
      ]
    })
  })
}

/** What of a release a quota counts: it does not see beyond its namespace. */
function inNamespace(release: Release, namespace: string): Release {
  return {
    ...release,
    manifests: release.manifests.filter((one) => one.namespace === namespace),
    pods: release.pods.filter(({ owner }) => owner.namespace === namespace),
  }
}

/** `cpu` and `memory` are short for requests. */
function resourceOf(name: string): Resource | undefined {
  const full = name === 'cpu' || name === 'memory' ? `requests.${name}` : name
  return resources.find((one) => one === full)
}
