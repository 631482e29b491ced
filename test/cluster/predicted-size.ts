import { loadValues } from '../../src/values/read-values.ts'
import { helmTemplate } from '../../src/verify/helm.ts'
import { manifestReader } from '../../src/verify/manifest.ts'
import type { Profile } from '../../src/verify/profile.ts'
import { readChart } from '../../src/helm/release/chart-source.ts'
import { releaseSize } from '../../src/helm/release/release-size.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import type { Release } from './helm.ts'
import { chart } from './shop.ts'

/** Bytes of the Secret that a release will take, as `chartwright verify` says beforehand. */
export async function predictedSize(
  helm: Tool,
  { name, namespace }: Release,
  { values }: Profile,
): Promise<number> {
  const source = readChart(chart)
  const input = { helm, directory: chart, chart: source.name, values, release: name, namespace }
  const { manifests = '' } = await helmTemplate({ ...input, kubernetes: '1.36.3' }, {})
  return releaseSize({
    helm: helm.version,
    name,
    namespace,
    chart: source,
    config: loadValues(values).values,
    manifests: manifestReader(namespace)(manifests),
  })
}
