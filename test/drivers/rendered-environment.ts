import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { Values } from '../../src/values/value.ts'
import { rendered, the } from '../components/rendered.ts'
import { environmentOf } from '../programs/local-container.ts'

/** What the kubelet makes of the container of `orders`, a client of a store with these values. */
export function renderedEnvironment(
  components: Parameters<typeof rendered>[0],
  store: string,
  values: Values,
): Readonly<Record<string, string>> {
  const own = rendered(components, 'orders')
  const { spec } = the<IDeployment>(own, 'Deployment')
  const [container] = spec?.template.spec?.containers ?? []
  return environmentOf(container?.env ?? [], [...own, ...rendered(components, store, values)])
}
