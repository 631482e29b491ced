import { at, fields } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import type { Pod } from './pod.ts'
import type { Release } from './release.ts'
import { hasLabels } from './selector.ts'

/** The pods that a Service sends requests to: none when it has no selector. */
export function servicePods({ pods }: Release, service: Manifest): readonly Pod[] {
  const selector = fields(at(service.body, 'spec', 'selector'))
  if (Object.keys(selector).length === 0) return []
  return pods.filter(
    ({ owner, labels }) => owner.namespace === service.namespace && hasLabels(selector, labels),
  )
}
