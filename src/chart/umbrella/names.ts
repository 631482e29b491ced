import { naming, type Naming } from '../../kubernetes/naming.ts'
import { release } from '../../template/node/expression.ts'

/** Names of the umbrella's own objects: they begin with the release's name alone. */
export function umbrellaNames(platform: string): Naming {
  const names = naming({ name: platform, platform, labels: {} }, 'umbrella')
  return { ...names, fullname: release.name, helpers: names.helpers.slice(1) }
}
