import type { Problem } from '../errors/chart-error.ts'
import { isTable } from '../helm/merge/coalesce.ts'
import { schemaProblems } from '../validate/schema-problems.ts'
import type { Schema } from '../schema/schema.ts'
import { formatPath } from '../helm/yaml/yaml-path.ts'
import { isComponent } from './checked-options.ts'

const platformSchema: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['components'],
  properties: {
    components: { type: 'object' },
    values: { type: 'object' },
    profiles: { type: 'object', additionalProperties: { type: 'object' } },
  },
}

/**
 * What of a platform is not of the types that the compiler asks for: to be asked before anything
 * else, since nothing else can be said of such a platform.
 */
export function shapeProblems(platform: unknown): readonly Problem[] {
  if (!isTable(platform)) {
    const message = 'the platform must be an object'
    return [{ code: 'platform-type', path: 'platform', message, hint: 'definePlatform({ … })' }]
  }
  const said = Object.fromEntries(Object.entries(platform).filter(([, one]) => one !== undefined))
  const { '~placed': _, ...own } = said
  const components = isTable(own['components']) ? Object.entries(own['components']) : []
  return [
    ...schemaProblems(platformSchema, own),
    ...components.flatMap(([name, component]) => componentFaults(name, component)),
  ]
}

function componentFaults(name: string, component: unknown): readonly Problem[] {
  const at = formatPath(['components', name])
  if (!isComponent(component)) {
    const message = `${name} is no component`
    const hint = "a component is made by a function: service({ image: 'shop/cart', port: 8000 })"
    return [{ code: 'no-component', path: at, message, hint }]
  }
  return (component.faults ?? []).map((fault) => {
    const step = fault.path === '' || fault.path.startsWith('[') ? '' : '.'
    return { ...fault, path: `${at}${step}${fault.path}` }
  })
}
