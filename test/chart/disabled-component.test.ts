import { expect, test } from 'vitest'
import type { Values } from '../../src/values/value.ts'
import { plan } from '../default-project.ts'
import { componentOf, readObjects, render, writeDefaultChart } from './default-chart.ts'

const folder = writeDefaultChart()
const components = plan.charts.map(({ name }) => name)

test.each(components)('%s disappears entirely with all that use it', async (component) => {
  const gone = withUsers(component)
  const rendered = await render(folder, { profile: 'prod', values: disabled(gone) })
  const left = new Set(readObjects(rendered).map(componentOf))
  expect([...left].toSorted()).toEqual(
    ['umbrella', ...components].filter((name) => !gone.includes(name)).toSorted(),
  )
  const mentions = new RegExp(`\\becommerce-(${gone.join('|')})(?![a-z])\\S*`, 'g')
  expect(rendered.match(mentions)).toBeNull()
})

/** A component, and all that cannot do without it. */
function withUsers(component: string): readonly string[] {
  const users = plan.charts.filter(({ resolved }) =>
    resolved.context.uses.some(({ edge }) => edge.to === component),
  )
  return [...new Set([component, ...users.flatMap(({ name }) => withUsers(name))])]
}

function disabled(names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, { enabled: false }]))
}
