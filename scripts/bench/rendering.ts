import { dirname } from 'node:path'
import { ChartError } from '../../src/errors/chart-error.ts'
import { helmTemplate } from '../../src/verify/helm.ts'
import { kubernetesVersions } from '../../src/verify/kubernetes-schemas.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import type { Benchmark } from './benchmark.ts'
import { staticChart } from './static-chart.ts'
import type { Subject } from './subject.ts'

/** A subject as a Helm renders it with every feature on. */
export interface RenderedSubject extends Subject {
  readonly helm: Tool
  readonly manifests: string
  readonly objects: number
  /** Directory of a chart that renders the same without computing anything. */
  readonly still: string
}

/** Renders a subject once, and writes what comes out as a chart without templates. */
export async function rendered(subject: Subject, helm: Tool): Promise<RenderedSubject> {
  const manifests = await render(helm, subject.chart, subject.name, [subject.values])
  const objects = manifests.split(/^kind: /m).length - 1
  const name = `${subject.name}-helm-${helm.version}`
  return {
    ...subject,
    helm,
    manifests,
    objects,
    still: staticChart(dirname(subject.chart), name, manifests),
  }
}

/** `helm template` above an empty chart, beside the same objects in a chart without templates. */
export function rendering(
  helm: Tool,
  subjects: readonly RenderedSubject[],
  empty: string,
): Benchmark {
  const floor = `empty chart, Helm ${helm.version}`
  return {
    tasks: new Map([
      [floor, () => render(helm, empty, 'empty', [])],
      ...subjects.flatMap((one) => [
        [taskName(one), () => render(helm, one.chart, one.name, [one.values])] as const,
        [stillName(one), () => render(helm, one.still, one.name, [])] as const,
      ]),
    ]),
    measures: (medians) =>
      subjects.map((one) => {
        const [whole, still] = [medians(taskName(one)), medians(stillName(one))]
        const perObject = (milliseconds: number): number =>
          (milliseconds - medians(floor)) / one.objects
        return {
          name: taskName(one),
          figure: perObject(whole),
          unit: 'ms/object',
          baseline: {
            name: 'its manifests as they are',
            figure: perObject(still),
            unit: 'ms/object',
          },
          ratio: perObject(whole) / perObject(still),
          budget: { of: 'figure', most: 0.5 },
        }
      }),
  }
}

const taskName = ({ name, helm }: RenderedSubject): string =>
  `helm template ${name}, Helm ${helm.version}`
const stillName = (one: RenderedSubject): string => `${taskName(one)}, without templates`

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
