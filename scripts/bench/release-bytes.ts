import { loadValues } from '../../src/values/read-values.ts'
import { manifestReader } from '../../src/verify/manifest.ts'
import { readChart } from '../../src/helm/release/chart-source.ts'
import { releaseSize } from '../../src/helm/release/release-size.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'

/** Bytes of the Secret that Helm keeps for a chart in a directory, with these manifests. */
export function releaseBytes(
  helm: Tool,
  directory: string,
  manifests: string,
  files: readonly string[] = [],
): number {
  return releaseSize({
    helm: helm.version,
    name: 'bench',
    namespace: 'bench',
    chart: readChart(directory),
    config: loadValues(files).values,
    manifests: manifestReader('bench')(manifests),
  })
}
