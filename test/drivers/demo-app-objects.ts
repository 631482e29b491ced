import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import { profilesOf } from '../../src/chart/profiles.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import { fillSecrets } from '../../src/secrets/fill-secrets.ts'
import { type WantedSecret, wantedSecrets } from '../../src/secrets/wanted-secrets.ts'
import type { Values } from '../../src/values/value.ts'
import type { Manifest } from '../components/rendered.ts'
import { examplePlan, renderExample } from '../examples/example.ts'
import { environmentOf } from '../programs/local-container.ts'

const name = 'demo-app'
const profile = 'development'

/** The objects of a release `shop` of demo-app, and its Secrets as `chartwright secrets` makes them. */
export interface SystemObjects {
  /** Those of a component, with its Secrets. */
  of(component: string): readonly Manifest[]
  /** What the kubelet gives the first container of a component. */
  environment(component: string): Readonly<Record<string, string>>
}

/** Renders demo-app with these values on top of its profile for development. */
export async function systemObjects(values: Values): Promise<SystemObjects> {
  const rendered = await renderExample(name, profile, {
    release: 'shop',
    namespace: 'default',
    values,
  })
  const secrets = await systemSecrets(values)
  const bodies = rendered.map(({ body }) => body as unknown as Manifest) // every object has a kind and a name
  const of = (component: string): readonly Manifest[] => [
    ...rendered.flatMap(({ source }, i) =>
      source.includes(`/charts/${component}/`) ? (bodies[i] ?? []) : [],
    ),
    ...(secrets[component] ?? []),
  ]
  return {
    of,
    environment: (component) => {
      const isWorkload = ({ kind }: Manifest): boolean => /^(Deployment|StatefulSet)$/.test(kind)
      const workload = of(component).find(isWorkload) as IDeployment | IStatefulSet | undefined
      const [container] = workload?.spec?.template.spec?.containers ?? []
      return environmentOf(container?.env ?? [], [...bodies, ...Object.values(secrets).flat()])
    },
  }
}

/** By the component whose contract they are. */
async function systemSecrets(
  values: Values,
): Promise<Readonly<Record<string, readonly Manifest[]>>> {
  const plan = await examplePlan(name)
  const own = profilesOf(plan).find((one) => one.name === profile)?.values ?? {}
  const all = plan.platform.components.map((one) => {
    const wanted = wantedSecrets(
      { ...plan.platform, components: [one] },
      overlay(own, values),
      'shop',
    )
    return [one.context.name, manifests(wanted)] as const
  })
  return Object.fromEntries(all)
}

function manifests(wanted: readonly WantedSecret[]): readonly Manifest[] {
  const nothing = { present: new Map(), given: new Map(), rotate: [] }
  return fillSecrets(wanted, nothing).secrets.map((secret) => {
    const data = [...secret.data].map(([key, bytes]) => [key, bytes.toString('base64')])
    return {
      kind: 'Secret',
      metadata: { name: secret.name },
      data: Object.fromEntries(data),
    } as Manifest // which every object is
  })
}
