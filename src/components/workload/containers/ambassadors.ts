import type { Problem } from '../../../errors/chart-error.ts'
import type { Ambassador as AnyAmbassador } from '../../../platform/ambassador.ts'
import type { ComponentContext } from '../../../platform/component.ts'
import { checkSchema } from '../../../validate/check-schema.ts'
import { schemaProblems } from '../../../validate/schema-problems.ts'
import { transport } from '../../../kubernetes/network/offered-port.ts'
import type { ServiceModel, WorkloadModel } from '../model.ts'
import type { ContainerModel } from './model.ts'
import { optionPath } from './option-path.ts'
import type { SidecarOptions } from './options.ts'
import { ambassadorContainer } from './schema.ts'

/** What may be said of an ambassador's container: it is native, and listens where its port says. */
export type AmbassadorContainer = Omit<SidecarOptions, 'native' | 'ports'> & {
  readonly image: string
}

/** A program that speaks for a component in the pods of its clients: what `via` of an edge takes. */
export type Ambassador<Interface extends string> = AnyAmbassador<Interface, AmbassadorContainer>

/** Whether a container is one that pods can run. */
export function isAmbassadorContainer(container: object): container is AmbassadorContainer {
  return checkSchema(ambassadorContainer, container).length === 0
}

/** What is wrong with the ambassadors of a workload: what they are, and where they listen. */
export function ambassadorProblems(
  model: WorkloadModel & Partial<Pick<ServiceModel, 'ports'>>,
  context: ComponentContext,
): readonly Problem[] {
  const all = model.containers.filter(({ localPort }) => localPort !== undefined)
  const ports = [...(model.ports ?? []), ...model.containers.flatMap((one) => one.ports)]
  const taken = ports.filter((one) => transport(one) === 'TCP').map(({ port }) => port)
  return [
    ...context.uses.flatMap(({ edge: { via } }) => (via ? shapeProblems(via, context) : [])),
    ...all.flatMap((one, i) => portProblems(one, all.slice(0, i), taken, context)),
  ]
}

function shapeProblems(
  { name, container }: AnyAmbassador,
  context: ComponentContext,
): readonly Problem[] {
  return schemaProblems(ambassadorContainer, Object.fromEntries(Object.entries(container))).map(
    (problem) => ({
      ...problem,
      code: 'ambassador',
      path: optionPath(context.name, { option: 'uses', name }),
      message: `the container of the ambassador ${name} is not as it must be: ${problem.path}: ${problem.message}`,
    }),
  )
}

function portProblems(
  { name, localPort = 0 }: ContainerModel,
  before: readonly ContainerModel[],
  taken: readonly number[],
  context: ComponentContext,
): readonly Problem[] {
  const path = optionPath(context.name, { option: 'uses', name })
  if (localPort < 1024 || localPort > 65_535) {
    const message = `an ambassador listens on a port from 1024 to 65535, not on ${localPort}`
    return [{ code: 'port-out-of-range', path, message, hint: 'choose another port' }]
  }
  const other = before.find((one) => one.localPort === localPort)
  if (other?.name === name) return [] // `nameProblems` says so
  if (!other && !taken.includes(localPort)) return []
  const message = `the ambassador ${name} listens on ${localPort}, as ${other ? `the ambassador ${other.name}` : 'another container of the pods'} does`
  return [{ code: 'duplicate-port', path, message, hint: `give it another port: { port: … }` }]
}
