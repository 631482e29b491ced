import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { Values } from '../../src/values/value.ts'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { environmentOf, localContainer } from '../programs/local-container.ts'

type Components = Parameters<typeof rendered>[0]

/** Where the files of a container go, and the objects that they come from beside the store's own. */
export interface Files {
  readonly root: string
  readonly objects: readonly Manifest[]
}

/** What the kubelet makes of the container of a client of a store with these values. */
export function renderedEnvironment(
  components: Components,
  store: string,
  values: Values,
  files?: Files,
  client = 'orders',
): Readonly<Record<string, string>> {
  const own = rendered(components, client, { global: values['global'] ?? {} })
  const pod = the<IDeployment>(own, 'Deployment').spec?.template.spec
  const [container] = pod?.containers ?? []
  if (!pod || !container) throw new Error('the pod has no container')
  const objects = [...own, ...rendered(components, store, values), ...(files?.objects ?? [])]
  if (!files) return environmentOf(container.env ?? [], objects)
  return localContainer(pod, container, objects, files.root).environment
}
