import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { variableNames } from './contract.ts'
import type { ServiceModel } from './service.ts'

/** What is wrong with a service's model. */
export function checkService(model: ServiceModel, context: ComponentContext): readonly Problem[] {
  return [
    ...portProblems(model, context),
    ...probePathProblems(model, context),
    ...environmentProblems(model, context),
    ...migrationProblems(model, context),
  ]
}

function portProblems(model: ServiceModel, { name }: ComponentContext): readonly Problem[] {
  if (Number.isInteger(model.port) && model.port >= 1024 && model.port <= 65_535) return []
  return [
    {
      code: 'port-out-of-range',
      path: `components.${name}.port`,
      message: `a service listens on a port from 1024 to 65535, not on ${model.port}`,
      hint: 'ports below 1024 need the capability NET_BIND_SERVICE, and pods here have none: let it listen on 8080, say',
    },
  ]
}

function probePathProblems(
  { probes }: ServiceModel,
  { name }: ComponentContext,
): readonly Problem[] {
  return Object.entries(probes)
    .filter(([, path]) => !/^\/\S*$/.test(path))
    .map(([probe, path]) => ({
      code: 'probe-path',
      path: `components.${name}.probes.${probe}`,
      message: `${JSON.stringify(path)} is no path of a URL`,
      hint: `begin it with a slash: probes: { ${probe}: '/ready' }`,
    }))
}

function environmentProblems(model: ServiceModel, context: ComponentContext): readonly Problem[] {
  const names = variableNames(model, context)
  const repeated = [...new Set(names.filter((name, i) => names.indexOf(name) < i))]
  if (repeated.length === 0) return []
  return [
    {
      code: 'duplicate-environment',
      path: `components.${context.name}.uses`,
      message: `two edges or secrets set the same environment variables: ${repeated.join(', ')}`,
      hint: `give one of the edges another prefix, { as: '…' }, or other names in its env`,
    },
  ]
}

function migrationProblems(model: ServiceModel, context: ComponentContext): readonly Problem[] {
  const owns = context.uses.some(
    ({ edge }) => edge.interface === 'database' || edge.interface === 'documents',
  )
  if (model.migrate.length === 0 || owns) return []
  return [
    {
      code: 'migration-without-database',
      path: `components.${context.name}.migrate`,
      message: 'there is a migration, but no database to migrate',
      hint: `add an edge to a store: uses: [database('postgresql')]`,
    },
  ]
}
