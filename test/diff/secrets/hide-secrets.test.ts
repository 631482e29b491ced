import { expect, it } from 'vitest'
import { compareStates, type State } from '../../../src/diff/compare-states.ts'
import { plannedState } from '../../../src/diff/planned-state.ts'
import { diffText } from '../../../src/commands/print-diff.ts'
import { leavesOf } from '../../../src/values/leaves.ts'
import { plan, projectDirectory } from '../../default-project.ts'
import { valueAt } from '../../../src/values/value-at.ts'

const state = (name: string): State => {
  const files = name === 'defaults' ? [] : [`${projectDirectory}/values-${name}.yaml`]
  return plannedState(name, plan, projectDirectory, files)
}

/** What a comparison says, to people and to programs. */
function told(from: State, to: State): string {
  const comparison = compareStates(from, to)
  return diffText(comparison, false) + JSON.stringify(comparison)
}

it('no comparison tells a secret', () => {
  const [dev, defaults] = [state('dev'), state('defaults')]
  const secrets = leavesOf(plan.types)
    .filter(({ schema }) => schema.writeOnly === true)
    .map(({ path }) => String(valueAt(dev.values, path)))
    .filter((secret) => secret !== '')
  expect(secrets).toContain('development-only')
  for (const text of [told(dev, defaults), told(defaults, dev)]) {
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
    expect(text).toContain('postgresql.auth.password: (secret) changed')
  }
})

const chart = (name: string, password: string): State => ({
  name,
  values: { auth: { rootPassword: password, user: 'admin' } },
  schema: {},
  objects: [
    { kind: 'Secret', metadata: { name: 'a' }, data: { password } },
    { kind: 'Pod', metadata: { name: 'b' }, spec: { containers: [container(password)] } },
    { kind: 'ConfigMap', metadata: { name: 'c' }, data: { url: `amqp://admin:${password}@host` } },
  ],
})

function container(password: string): object {
  return {
    name: 'app',
    env: [{ name: 'DB_PASSWORD', value: password }],
    args: [`--key=${password}`],
  }
}

it('a chart without a schema tells no secret either', () => {
  const text = told(chart('old', 'first-long-secret'), chart('next', 'second-long-secret'))
  expect(text).not.toContain('long-secret')
  expect(text).toContain('auth.rootPassword: (secret) changed')
  expect(text).toContain('spec.containers.app.env.DB_PASSWORD.value: (secret) changed')
  expect(text).toContain('data.url: (secret) changed')
})
