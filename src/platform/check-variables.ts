import type { Problem } from '../errors/chart-error.ts'
import { didYouMean } from '../errors/suggestion.ts'
import type { Component } from './component.ts'
import { partsIn } from './connection-parts.ts'
import type { Edge } from './edge.ts'

/** What Kubernetes takes as the name of an environment variable: printable ASCII but for `=`. */
const variableName = /^[\x20-<>-~]+$/

/** What is wrong with the variables that an edge asks for: their names, and the parts they are made of. */
export function variableProblems(
  { env = {}, to }: Edge,
  { connection }: Component,
  user: string,
): readonly Problem[] {
  const known = Object.keys(connection?.parts({ store: to, client: user }) ?? {})
  const path = `components.${user}.uses`
  return Object.entries(env).flatMap(([name, template]) => {
    const problems: Problem[] = []
    const of = `variable ${name} of the edge to ${to}`
    if (!variableName.test(name)) {
      const message = `"${name}" cannot name a variable`
      const hint = 'use letters, digits and _, and begin with a letter'
      problems.push({ code: 'variable-name', path, message, hint })
    }
    if (typeof template !== 'string') {
      const message = `the ${of} must be a text, not ${JSON.stringify(template)}`
      problems.push({ code: 'variable-template', path, message, hint: "such as '{host}:{port}'" })
      return problems
    }
    for (const part of partsIn(template).filter((one) => !known.includes(one)))
      problems.push(unknownPart(part, of, path, known))
    const rest = template.replaceAll(/\{[^{}]*\}/g, '')
    if (/[{}]/.test(rest)) {
      const message = `the ${of} has a brace that encloses no part: ${template}`
      problems.push({ code: 'variable-brace', path, message, hint: 'write {host} for a part' })
    }
    return problems
  })
}

function unknownPart(part: string, of: string, path: string, known: readonly string[]): Problem {
  const all = `the parts are ${known.join(', ')}`
  return {
    code: 'unknown-part',
    path,
    message: `the ${of} has no part {${part}}`,
    hint: didYouMean(part, known, all, (close) => `{${close}}`),
  }
}
