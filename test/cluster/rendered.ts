import { helmTemplate } from '../../src/verify/helm.ts'
import { type Manifest, manifestReader } from '../../src/verify/manifest.ts'
import { newestHelm } from './helm.ts'
import { chart as ourChart, valuesOf } from './shop.ts'

/** What a profile renders, with the chart of the default project or another version of it. */
export async function rendered(
  profile: string,
  chart: string = ourChart,
): Promise<readonly Manifest[]> {
  const release = { release: 'shop', namespace: 'shop', kubernetes: '1.36.3' }
  const values = valuesOf(profile)
  const input = { helm: newestHelm(), directory: chart, chart: 'ecommerce', values, ...release }
  const { manifests, problems } = await helmTemplate(input, {})
  if (manifests === undefined) throw new Error(problems.map(({ message }) => message).join())
  return manifestReader(release.namespace)(manifests)
}
