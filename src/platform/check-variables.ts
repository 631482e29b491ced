import type { Problem } from '../errors/chart-error.ts'
import { didYouMean } from '../errors/suggestion.ts'
import type { Component } from './component.ts'
import { partsIn } from './connection-parts.ts'
import type { Edge } from './edge.ts'

/** What Kubernetes takes (IsEnvVarName), as in the schema of the values; `$(NAME)` ends at a bracket. */
const variableName = /^([-_A-Za-z]|\.[-_A-Za-z0-9])[-._A-Za-z0-9]*$/

/** A prefix begins names that shells read, too. */
const prefixName = /^[A-Za-z_][A-Za-z0-9_]*$/

/** What is wrong with the variables that an edge asks for: their names, and the parts they are made of. */
export function variableProblems(
  { as, env = {}, to }: Edge,
  { connection }: Component,
  user: string,
  path: string,
): readonly Problem[] {
  const known = Object.keys(connection?.parts({ store: to, client: user }) ?? {}) // the same at any port
  if (typeof env !== 'object' || env === null || Array.isArray(env)) {
    const message = `the env of the edge to ${to} must be a map of variables, not ${JSON.stringify(env)}`
    return [{ code: 'variables', path, message, hint: "such as { DB_HOST: '{host}' }" }]
  }
  const prefix = as === undefined || prefixName.test(as) ? [] : [badName(as, path)]
  const variables = Object.entries(env).flatMap(([name, template]) => {
    const problems: Problem[] = []
    const of = `variable ${name} of the edge to ${to}`
    problems.push(...checkVariableName(name, path))
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
  return [...prefix, ...variables]
}

/** What is wrong with the name of a variable. */
export function checkVariableName(name: string, path: string): readonly Problem[] {
  return variableName.test(name) ? [] : [badName(name, path)]
}

function badName(name: string, path: string): Problem {
  return {
    code: 'variable-name',
    path,
    message: `"${name}" cannot name a variable`,
    hint: 'use letters, digits, "_", "-" and ".", and begin with a letter',
  }
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
