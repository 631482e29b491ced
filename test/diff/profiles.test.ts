import { describe, expect, it } from 'vitest'
import { profilesOf } from '../../src/chart/profiles.ts'
import { compareStates } from '../../src/diff/compare-states.ts'
import { plannedState } from '../../src/diff/planned-state.ts'
import { leavesOf } from '../../src/schema/leaves.ts'
import { formatPath } from '../../src/helm/yaml/yaml-path.ts'
import { plan, projectDirectory } from '../default-project.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const fileOf = (profile: string): string => `${projectDirectory}/values-${profile}.yaml`
const defaults = plannedState('defaults', plan, projectDirectory, [])

/** The Secrets of dev are its own, and one RabbitMQ does for it. */
const reasons: Readonly<Record<string, readonly string[]>> = {
  dev: ['object-exists', 'members-removed'],
}

describe.each(profilesOf(plan))('the profile $name', ({ name, delta }) => {
  const state = plannedState(name, plan, projectDirectory, [fileOf(name)])

  it('does not differ from itself', () => {
    const again = plannedState(name, plan, projectDirectory, [fileOf(name), fileOf(name)])
    expect(compareStates(state, again)).toMatchObject({ values: [], objects: [], breaking: [] })
  })

  it('differs from the defaults in the values of its file, and in those only', () => {
    const { values } = compareStates(defaults, state)
    const differing = values.map(({ path }) => formatPath(path))
    const listed = leavesOf(plan.types).filter(({ path }) => isSet(delta, path))
    expect(differing.length).toBeGreaterThan(0)
    expect(
      listed.filter(({ path }) => !differing.some((one) => one.startsWith(formatPath(path)))),
    ).toEqual([])
    expect(
      differing.filter((one) => !listed.some(({ path }) => one.startsWith(formatPath(path)))),
    ).toEqual([])
  })

  it('can be upgraded to from the defaults, and back', () => {
    const codes = compareStates(defaults, state).breaking.map(({ code }) => code)
    expect(codes).toEqual(reasons[name] ?? [])
    expect(compareStates(state, defaults).breaking).toEqual([])
  })
})

it('tells of a claim that would lose its data, and of one that cannot shrink', () => {
  const folder = temporaryFolder({ 'small.yaml': 'postgresql:\n  persistence:\n    size: 1Gi\n' })
  const small = plannedState('small', plan, projectDirectory, [`${folder}/small.yaml`])
  expect(compareStates(defaults, small).breaking.map(({ path }) => path)).toEqual([
    'PersistentVolumeClaim/ecommerce-postgresql-data spec.resources.requests.storage',
  ])
  const [growth, ...others] = compareStates(small, defaults).breaking
  expect(growth).toMatchObject({ code: 'immutable-field', severity: 'warning' })
  expect(others).toEqual([])
})

it('takes Jobs whose pod changes for other ones, since the hash in their names does', () => {
  const folder = temporaryFolder({
    'mirror.yaml': 'global:\n  imageRegistry: mirror.example.com\n',
  })
  const mirror = plannedState('mirror', plan, projectDirectory, [`${folder}/mirror.yaml`])
  const { objects, breaking } = compareStates(defaults, mirror)
  expect(objects.filter(({ kind }) => kind === 'Job').length).toBeGreaterThan(0)
  expect(breaking).toEqual([])
})

it('refuses values that the chart refuses', () => {
  const folder = temporaryFolder({
    'typo.yaml': 'orders:\n  replica: 1\n',
    'off.yaml': 'postgresql:\n  enabled: false\n',
  })
  const state = (file: string) => () =>
    plannedState(file, plan, projectDirectory, [`${folder}/${file}`])
  expect(state('typo.yaml')).toThrow('there is no key replica here')
  expect(state('off.yaml')).toThrow('which is disabled')
})

function isSet(delta: unknown, path: readonly string[]): boolean {
  return (
    path.reduce<unknown>(
      (from, key) => (from as Record<string, unknown> | undefined)?.[key],
      delta,
    ) !== undefined
  )
}
