import { checkVariableName } from '../../platform/check-variables.ts'
import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { containerProblems } from './containers/check.ts'
import { portProblems } from './ports.ts'
import { fileProblems } from './check-files.ts'
import { mountProblems } from './check-mounts.ts'
import { variableNames } from './contract.ts'
import { metricsProblems } from './metrics.ts'
import type { ServiceModel, WorkloadModel } from './model.ts'
import { storageProblems } from './storage/check.ts'
import { probeProblems } from './probes.ts'

/** What is wrong with the model of a workload that runs all the time. */
export function checkRunning(
  model: ServiceModel,
  context: ComponentContext,
  isOnePort = false,
): readonly Problem[] {
  return [
    ...portProblems(model, context.name, isOnePort),
    ...probeProblems(model, ['components', context.name]),
    ...checkWorkload(model, variableNames(model, context), context),
    ...metricsProblems(model, context.name),
    ...migrationProblems(model, context),
    ...storageProblems(model, context),
  ]
}

/** What is wrong with the model of any workload; `names` are those of all variables that it sets. */
export function checkWorkload(
  model: WorkloadModel,
  names: readonly string[],
  context: ComponentContext,
): readonly Problem[] {
  const own = {
    env: Object.keys(model.env),
    place: Object.values(model.place),
    secrets: Object.values(model.secrets).flatMap((keys) => Object.values(keys)),
  }
  return [
    ...Object.entries(own).flatMap(([option, variables]) =>
      variables.flatMap((name) => checkVariableName(name, `components.${context.name}.${option}`)),
    ),
    ...repeatedProblems(names, context),
    ...containerProblems(model, context),
    ...fileProblems(model, context),
    ...mountProblems(model, context),
  ]
}

function repeatedProblems(
  names: readonly string[],
  { name }: ComponentContext,
): readonly Problem[] {
  const repeated = [...new Set(names.filter((one, i) => names.indexOf(one) < i))]
  if (repeated.length === 0) return []
  return [
    {
      code: 'duplicate-environment',
      path: `components.${name}.uses`,
      message: `its env, port, place, edges and secrets set the same environment variables twice: ${repeated.join(', ')}`,
      hint: `choose other names, or give an edge another prefix, { as: '…' }`,
    },
  ]
}

function migrationProblems(model: ServiceModel, context: ComponentContext): readonly Problem[] {
  const owns = context.uses.some(({ component }) => component?.connection?.holdsData)
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
