import type { PlatformPlan } from '../../src/chart/plan-platform.ts'
import { leavesOf } from '../../src/schema/leaves.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import type { Value, Values } from '../../src/values/value.ts'

/** Values that switch a feature on, or that it needs then, by the end of their path. */
const features: readonly (readonly [end: string, value: Value])[] = [
  ['.enabled', true],
  ['.spot.preferred', true],
  ['.replicas', 3],
  ['.secrets.provider', 'externalSecrets'],
  ['.storeRef.name', 'vault'],
  ['.issuer.name', 'letsencrypt'],
]

/** Values with which a platform renders the most objects that it can: every feature is on. */
export function everyFeature({ types }: PlatformPlan): Values {
  return leavesOf(types)
    .filter(({ path }) => path[1] !== 'global') // Helm fills these in
    .flatMap(({ path }) => {
      const feature = features.find(([end]) => `.${path.join('.')}`.endsWith(end))
      return feature ? [nested(path, feature[1])] : []
    })
    .reduce(overlay, {})
}

function nested(path: readonly string[], value: Value): Values {
  return path.reduceRight<Value>((inner, key) => ({ [key]: inner }), value) as Values // a path has at least one key
}
