import type { ChartValues } from '../../helm/merge/chart-values.ts'
import { subchartsOf } from '../../infer/chart-schema.ts'

/** Functions whose result is another one each time. */
const chance =
  /\b(rand(AlphaNum|Alpha|Numeric|Ascii|Bytes|Int)|shuffle|uuidv4|genCA(WithKey)?|genSelfSignedCert(WithKey)?|genSignedCert(WithKey)?|genPrivateKey|bcrypt|htpasswd|encryptAES|now|ago|date)\b/

/** Whether any template of a chart may render something else each time. */
export function usesChance(chart: ChartValues): boolean {
  return textsOf(chart).some((text) => chance.test(text))
}

/** What templates of a chart ask the cluster: `lookup`, and APIs that need not be there. */
export function questionsOf(chart: ChartValues): readonly string[] {
  const texts = textsOf(chart)
  const asked = texts.flatMap((text) => [
    ...text.matchAll(/\.Capabilities\.APIVersions\.Has\s*\(?\s*"([^"]+)"/g),
  ])
  const foreign = asked
    .map(([, api = '']) => api)
    .filter((api) => /^[^/]*\.(?!k8s\.io\/)[^/]*\//.test(api) && !/\.k8s\.io\//.test(api))
  const looks = texts.some((text) => /\(\s*lookup\s|[|{=-]\s*lookup\s/.test(text))
  return [
    ...(looks ? ['what is in the cluster (lookup)'] : []),
    ...new Set(foreign.map((api) => `whether the cluster has ${api}`)),
  ]
}

function textsOf(chart: ChartValues): readonly string[] {
  return [
    ...[...(chart.templates ?? []), ...(chart.helpers ?? [])].map(({ text }) => text),
    ...[...subchartsOf(chart).values()].flatMap(textsOf),
  ]
}
