import type { Problem } from '../../../errors/chart-error.ts'
import { didYouMean } from '../../../errors/suggestion.ts'
import { checkVariableName } from '../../../platform/check-variables.ts'
import type { ComponentContext } from '../../../platform/component.ts'
import type { EdgeContainer } from '../../../platform/edge.ts'
import type { WorkloadModel } from '../model.ts'
import { probeProblems } from '../probes.ts'
import { ambassadorProblems } from './ambassadors.ts'
import { ownVariables } from './environment.ts'
import type { ContainerModel, Mounting } from './model.ts'
import { optionPath } from './option-path.ts'

/** Name of a container: a DNS label. */
const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

/** What is wrong with the further containers of a workload, and with what they share. */
export function containerProblems(
  model: WorkloadModel,
  context: ComponentContext,
): readonly Problem[] {
  return [
    ...model.containers.flatMap((one, index) => [
      ...nameProblems(one, model.containers.slice(0, index), context),
      ...(model.containers.some((other) => other !== one && other.name === one.name)
        ? [] // `nameProblems` says so, and edges go by the name
        : variableProblems(one, context)),
      ...probeProblems(one, ['components', context.name, one.option, one.name]),
    ]),
    ...ambassadorProblems(model, context),
    ...[model, ...model.containers].flatMap((one) => mountProblems(one, model, context)),
    ...idleVolumes(model, context),
  ]
}

function nameProblems(
  one: ContainerModel,
  before: readonly ContainerModel[],
  context: ComponentContext,
): readonly Problem[] {
  const { name } = one
  const path = optionPath(context.name, one)
  if (!label.test(name)) {
    return [
      {
        code: 'container-name',
        path,
        message: `"${name}" cannot name a container`,
        hint: 'use at most 63 lower-case letters, digits and "-", and begin and end with a letter or digit',
      },
    ]
  }
  const isTaken =
    name === context.name ||
    name.startsWith('wait-for-') ||
    before.some((other) => other.name === name)
  if (!isTaken) return []
  return [
    {
      code: 'container-name',
      path,
      message: `the pods have a container ${name} already`,
      hint:
        one.option === 'uses'
          ? "give the ambassador another name and port: { name: '…', port: … }"
          : 'call it something else',
    },
  ]
}

function variableProblems(one: ContainerModel, context: ComponentContext): readonly Problem[] {
  const names = ownVariables(one, context)
  const repeated = [...new Set(names.filter((name, i) => names.indexOf(name) < i))]
  const bad = Object.keys(one.env).flatMap((name) =>
    checkVariableName(name, optionPath(context.name, one, 'env')),
  )
  if (repeated.length === 0) return bad
  return [
    ...bad,
    {
      code: 'duplicate-environment',
      path: optionPath(context.name, one, 'uses'),
      message: `its env and edges set the same environment variables twice: ${repeated.join(', ')}`,
      hint: `choose other names, or give an edge another prefix, { as: '…' }`,
    },
  ]
}

function mountProblems(
  one: Mounting & Partial<EdgeContainer>,
  { shared, storage }: WorkloadModel,
  context: ComponentContext,
): readonly Problem[] {
  const known = [...shared, ...storage].map(({ name }) => name)
  const all =
    known.length > 0
      ? `the volumes are: ${known.join(', ')}`
      : "there are none: write shared: { logs: '64Mi' }"
  return one.mounts
    .filter(({ volume }) => !known.includes(volume))
    .map(({ path, volume }) => ({
      code: 'unknown-volume',
      path: optionPath(context.name, one, 'mounts', path),
      message: `there is no volume ${volume} to mount`,
      hint: didYouMean(volume, known, all, (close) => `"${close}"`),
    }))
}

function idleVolumes(model: WorkloadModel, context: ComponentContext): readonly Problem[] {
  const used = [model, ...model.containers].flatMap(({ mounts }) =>
    mounts.map(({ volume }) => volume),
  )
  const { shared, storage } = model
  return Object.entries({ shared, storage }).flatMap(([option, all]) =>
    all
      .filter(({ name }) => !used.includes(name))
      .map(({ name }) => ({
        code: 'idle-volume',
        path: optionPath(context.name, {}, option, name),
        message: `no container mounts the volume ${name}`,
        hint: `let one find it: mounts: { '/var/lib/${name}': '${name}' }`,
      })),
  )
}
