import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { Values } from '../../src/values/value.ts'
import { componentOf, readObjects, render } from '../chart/default-chart.ts'
import { type Manifest, the } from '../components/rendered.ts'

/** What Helm renders of the default chart with a profile. */
export interface ProfileObjects {
  readonly all: readonly Manifest[]
  /** Those of one component's chart. */
  of(component: string): readonly Manifest[]
  /** The container of a component with a Deployment. */
  container(component: string): IContainer
}

/** Renders a profile of the default chart, which stands in a folder, with values on top. */
export async function profileObjects(
  folder: string,
  profile: string,
  values: Values = {},
): Promise<ProfileObjects> {
  const objects = readObjects(await render(folder, { profile, values }))
  const manifests = objects.map((one) => ({
    component: componentOf(one),
    body: one.body as unknown as Manifest, // every object has a kind and a name
  }))
  const of = (component: string): readonly Manifest[] =>
    manifests.filter((one) => one.component === component).map(({ body }) => body)
  return {
    all: manifests.map(({ body }) => body),
    of,
    container: (component) => {
      const { spec } = the<IDeployment>(of(component), 'Deployment')
      const [container] = spec?.template.spec?.containers ?? []
      if (!container) throw new Error(`${component} has no container`)
      return container
    },
  }
}
