import type { Problem } from '../errors/chart-error.ts'
import { didYouMean } from '../errors/suggestion.ts'
import { schemaFaults } from '../schema/authoring/schema-faults.ts'
import { formatPath } from '../helm/yaml/yaml-path.ts'
import type { Component } from './component.ts'
import { partsIn } from './connection-parts.ts'
import { pointOf, prefixedVariables, usualVariables } from './connections.ts'
import type { Edge } from './edge.ts'
import type { ResolvedComponent } from './resolve.ts'

/** What is wrong with the kinds of a platform's components, each told once. */
export function kindProblems(components: readonly ResolvedComponent[]): readonly Problem[] {
  const firsts = components.filter(({ component }, i) => {
    const same = components.findIndex((other) => other.component.schema === component.schema)
    return same === i
  })
  return firsts.flatMap((one, i) => [
    ...nameProblems(one, firsts.slice(0, i)),
    ...schemaProblems(one),
    ...interfaceProblems(one),
    ...variableProblems(one),
  ])
}

function nameProblems(
  { component: { kind }, context }: ResolvedComponent,
  before: readonly ResolvedComponent[],
): readonly Problem[] {
  const other = before.find(({ component }) => component.kind === kind)
  if (!other) return []
  const message = `${other.context.name} and ${context.name} are of two kinds that are both called ${kind}`
  const hint = 'give one of the kinds another name'
  return [{ code: 'kind-name', path: `components.${context.name}`, message, hint }]
}

/** A schema that breaks the rules; those of a project's `kinds/` were told before, with their lines. */
function schemaProblems({ component: { kind, schema } }: ResolvedComponent): readonly Problem[] {
  const faults = schema.written === undefined ? [] : schemaFaults(schema.written)
  return faults.map(({ steps, ...fault }) => ({
    ...fault,
    path: formatPath(['kinds', kind, ...steps]),
  }))
}

/** `internet` and `outside` are what edges to outside the platform are called, behind which there is no component. */
function interfaceProblems({ component, context }: ResolvedComponent): readonly Problem[] {
  if (component.provides !== 'internet' && component.provides !== 'outside') return []
  const message = `the kind ${component.kind} provides ${component.provides}, which is outside every platform`
  const hint = 'let it provide an interface with a name of its own'
  return [{ code: 'kind-interface', path: `components.${context.name}`, message, hint }]
}

/** The variables that clients get must be made of the parts that the connection has. */
function variableProblems({ component, context }: ResolvedComponent): readonly Problem[] {
  const { connection, kind } = component
  if (!connection) return []
  const known = Object.keys(connection.parts({ store: context.name, client: 'client' }))
  const usual = usualVariables(connection, { store: context.name, client: 'client' })
  return Object.entries(usual).flatMap(([name, template]) =>
    partsIn(template)
      .filter((part) => !known.includes(part))
      .map((part) => ({
        code: 'kind-variable',
        path: `components.${context.name}`,
        message: `the kind ${kind} gives its clients a variable ${name} of the part {${part}}, which its connection does not have`,
        hint: didYouMean(part, known, `the parts are ${known.join(', ')}`, (close) => `{${close}}`),
      })),
  )
}

/**
 * What clients may count on and a component does not give: a kind that provides the interface of
 * another one takes over its variables, too, since its clients cannot know which kind they have.
 */
export function missingVariables(
  edge: Edge,
  component: Component,
  user: string,
  path: string,
): readonly Problem[] {
  if (!edge['~gives'] || edge.env !== undefined) return []
  const { kind, connection } = component
  const to = pointOf({ edge, component }, { name: user })
  const given = connection
    ? Object.keys(prefixedVariables(connection, to, edge.as ?? connection.prefix(to)))
    : []
  const lacking = edge['~gives'](to, edge.as).map((names) =>
    names.filter((name) => !given.includes(name)),
  )
  if (lacking.some((names) => names.length === 0)) return []
  const missing = lacking.map((names) => names.join(', ')).join(' or ')
  const gives = given.length > 0 ? given.join(', ') : 'none'
  return [
    {
      code: 'kind-variables',
      path,
      message: `${user} uses ${edge.to} as ${edge.interface}, which gives it ${missing}; a ${kind} gives ${gives}`,
      hint: `let the kind ${kind} give the same variables, or provide an interface of its own`,
    },
  ]
}
