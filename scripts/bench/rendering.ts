import { ChartError } from '../../src/errors/chart-error.ts'
import { helmTemplate } from '../../src/verify/helm.ts'
import { kubernetesVersions } from '../../src/verify/kubernetes-schemas.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import type { Benchmark } from './benchmark.ts'
import type { Measure } from './measure.ts'
import type { Subject } from './subject.ts'

/** A subject that was rendered once: how many objects it has with every feature on. */
export interface RenderedSubject extends Subject {
  readonly manifests: string
  readonly objects: number
}

/** Renders a subject with every feature on. */
export async function rendered(subject: Subject, helm: Tool): Promise<RenderedSubject> {
  const manifests = await render(helm, subject.chart, subject.name, [subject.values])
  return { ...subject, manifests, objects: manifests.split(/^kind: /m).length - 1 }
}

/** `helm template` of each subject with every feature on, above what Helm takes for an empty chart. */
export function rendering(
  helm: Tool,
  subjects: readonly RenderedSubject[],
  empty: string,
): Benchmark {
  const baseline = `empty chart, Helm ${helm.version}`
  const name = (one: Subject): string => `helm template ${one.name}, Helm ${helm.version}`
  return {
    tasks: new Map([
      [baseline, () => render(helm, empty, 'empty', [])],
      ...subjects.map(
        (one) => [name(one), () => render(helm, one.chart, one.name, [one.values])] as const,
      ),
    ]),
    measures: (medians) =>
      subjects.map((one): Measure => ({
        name: name(one),
        figure: (medians(name(one)) - medians(baseline)) / one.objects,
        unit: 'ms/object',
        baseline: { name: 'empty chart', figure: medians(baseline), unit: 'ms' },
        ratio: medians(name(one)) / medians(baseline),
        budget: { of: 'figure', most: 0.5 },
      })),
  }
}

async function render(
  helm: Tool,
  directory: string,
  chart: string,
  values: readonly string[],
): Promise<string> {
  const kubernetes = kubernetesVersions.at(-1) ?? ''
  const release = { release: 'bench', namespace: 'bench', kubernetes }
  const input = { helm, directory, chart, values, ...release }
  const { manifests, problems } = await helmTemplate(input, { timeout: 600_000 })
  if (manifests === undefined) throw new ChartError(problems)
  return manifests
}
