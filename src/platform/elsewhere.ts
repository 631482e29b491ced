import type { OfferedPort } from '../kubernetes/network/offered-port.ts'
import type { Component, ComponentContext } from './component.ts'

/** The ports of a component that may run elsewhere as `global.services` says; undefined for every other one. */
export function portsElsewhere({ clientAccess }: Component): readonly OfferedPort[] | undefined {
  const { elsewhere } = clientAccess ?? {}
  return elsewhere === true ? undefined : elsewhere
}

/** A component by its name. */
export interface NamedComponent {
  readonly name: string
  readonly component: Component
}

/** The keys that `global.services` has for these components, by the sets of names in its schema. */
export function elsewhereKeys(
  components: readonly NamedComponent[],
): Readonly<Record<string, readonly string[]>> {
  const keys = new Map<string, readonly string[]>()
  for (const { name, component } of components) {
    const ports = portsElsewhere(component)
    if (!ports) continue
    keys.set('global.services', [...(keys.get('global.services') ?? []), name])
    keys.set(`global.services.${name}.ports`, namesOf(ports))
    keys.set(`global.services.${name}.tls`, namesOf(ports.filter(speaksHttp)))
  }
  return Object.fromEntries(keys)
}

/** A component, and those that it uses. */
export function seenBy(
  component: Component,
  { name, uses }: ComponentContext,
): readonly NamedComponent[] {
  const used = uses.flatMap((use) =>
    use.component ? [{ name: use.edge.to, component: use.component }] : [],
  )
  const all = [{ name, component }, ...used]
  return all.filter((one, i) => all.findIndex((other) => other.name === one.name) === i)
}

/** Whether a port may be asked over HTTPS. */
export function speaksHttp({ protocol }: OfferedPort): boolean {
  return protocol === 'http' || protocol === 'grpc'
}

const namesOf = (ports: readonly OfferedPort[]): readonly string[] => ports.map(({ name }) => name)
