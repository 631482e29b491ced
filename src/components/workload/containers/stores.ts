import { tlsStoresOf } from '../../store/index.ts'
import type { ComponentContext } from '../../../platform/component.ts'
import type { ContainerModel } from './model.ts'

/** The stores with TLS whose CA a container finds: the component's own, or a further one. */
export function storesOf(
  { name, inheritEnv = false }: Partial<Pick<ContainerModel, 'inheritEnv' | 'name'>>,
  context: ComponentContext,
): readonly string[] {
  const inherited = inheritEnv ? tlsStoresOf(context) : []
  return [...new Set([...inherited, ...tlsStoresOf(context, name)])]
}
