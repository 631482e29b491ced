import type { Problem } from '../errors/chart-error.ts'
import type { Component } from './component.ts'
import { pointOf } from './connections.ts'
import type { Edge } from './edge.ts'

/** What is wrong with the ambassador of an edge: what it speaks for, and who may have one. */
export function ambassadorProblems(
  edge: Edge,
  { component, of }: { readonly component: Component; readonly of: readonly Edge[] },
  user: string,
  path: string,
): readonly Problem[] {
  const { via, to } = edge
  if (!via) return []
  if (via.faults)
    return via.faults.map((one) => ({ ...one, path, message: `${one.path}: ${one.message}` }))
  const problem = (message: string, hint: string): readonly Problem[] => [
    { code: 'ambassador', path, message, hint },
  ]
  if (edge['~container'])
    return problem(
      `the edge of the container ${edge['~container'].name} to ${to} has an ambassador`,
      `say via in an edge of ${user} itself: its sidecars reach the ambassador by inheritEnv: true`,
    )
  if (via.interface !== edge.interface)
    return problem(
      `the ambassador ${via.name} speaks for ${via.interface}, and ${user} uses ${to} as ${edge.interface}`,
      'remove via from the edge, or choose another ambassador',
    )
  const point = pointOf({ edge, component }, { name: user })
  if (!component.connection?.local?.(point, via.port)) {
    const [whom, kind] = edge.service
      ? [`the Service ${edge.service} of ${to}`, 'headless Service']
      : [to, component.kind]
    return problem(
      `no ambassador can speak for ${whom}: clients of a ${kind} connect to it themselves`,
      'remove via from the edge',
    )
  }
  const spoken = component.connection.protocol?.(point)
  if (spoken !== undefined && via.protocols?.includes(spoken) === false)
    return problem(
      `the ambassador ${via.name} speaks ${via.protocols.join(', ')}, and ${user} reaches ${to} by ${spoken}`,
      `remove via from the edge, or choose another port of ${to}`,
    )
  const isRun = of.some((one) => one.to === to && one['~container']?.name === via.name)
  if (isRun) return []
  return problem(
    `the pods of ${user} have no sidecar that could be the ambassador ${via.name}`,
    'remove via from the edge: services, workers and jobs may have ambassadors',
  )
}
