import type { Problem } from '../../errors/chart-error.ts'
import { formatPath } from '../yaml/yaml-path.ts'
import type { Violation } from '../../validate/check-schema.ts'
import { isTable, type Table } from '../merge/coalesce.ts'
import type { Sources } from '../../values/locate.ts'
import { isWriteOnly } from '../../schema/schema-at.ts'
import { toProblem, withoutSecret } from '../../validate/schema-problems.ts'
import type { Schema } from '../../schema/schema.ts'
import { closestBranch } from './closest-branch.ts'
import { type CompiledSchema, compileSchema } from './compile-schema.ts'
import { evaluate, type Failure } from './evaluate.ts'
import type { SchemaFault } from './schema-document.ts'

/**
 * Judges merged values by the schema of any chart, as Helm does: by the draft that it names, with
 * Go's regular expressions and formats. The problems are errors where Helm refuses the values, and
 * unjudged where only Helm can tell.
 */
export function judgeSchema(
  schema: Schema,
  values: Readonly<Table>,
  sources: Sources,
  file?: string,
): readonly Problem[] {
  try {
    const { node, faults } = compiled(schema)
    if (faults) return faults.map((fault) => faultProblem(fault, file))
    const problems = evaluate(node, values).flatMap((one) => failureProblems(one, schema, sources))
    return [...new Map(problems.map((one) => [`${one.path} ${one.message}`, one])).values()]
  } catch (error) {
    if (!(error instanceof RangeError)) throw error // what a stack overflow is
    return [
      faultProblem({ verdict: 'unjudged', pointer: '#', message: 'it is nested too deep' }, file),
    ]
  }
}

const known = new WeakMap<object, CompiledSchema>()

function compiled(schema: Schema): CompiledSchema {
  const made = (isTable(schema) && known.get(schema)) || compileSchema(schema)
  if (isTable(schema)) known.set(schema, made)
  return made
}

function faultProblem({ verdict, pointer, message }: SchemaFault, file?: string): Problem {
  const place = { path: pointer, ...(file !== undefined && { file }) }
  return verdict === 'refused'
    ? {
        code: 'schema-refused',
        ...place,
        message: `Helm refuses all values by this schema: ${message}`,
        hint: 'mend the schema',
      }
    : {
        code: 'schema-unjudged',
        ...place,
        message: `the schema cannot be judged: ${message}`,
        hint: 'ask Helm: helm lint',
        severity: 'unjudged',
      }
}

/** Of several schemas of which one would do, what is wrong by the closest. */
function failureProblems(failure: Failure, root: Schema, sources: Sources): readonly Problem[] {
  if (failure.matches) return [severalFit(failure, failure.matches, sources)]
  const closest = closestBranch(failure)
  if (!closest) return [problemOf(failure, root, sources)]
  if (closest.types) return [problemOf({ ...failure, ...closest.types }, root, sources)]
  return closest.failures
    .flatMap((one) => failureProblems(one, root, sources))
    .map((one) => ({ ...one, message: `${one.message} (${closest.words})` }))
}

function problemOf(failure: Failure, root: Schema, sources: Sources): Problem {
  const { keyword, value, path, key } = failure
  const schema = isTable(failure.schema) ? (failure.schema as Schema) : {} // its forms were checked
  const violation: Violation = { keyword, schema, value, path, ...(key !== undefined && { key }) }
  const problem = toProblem(violation, sources)
  return isWriteOnly(root, path) ? withoutSecret(problem, violation, sources) : problem
}

function severalFit(failure: Failure, matches: readonly number[], sources: Sources): Problem {
  const { path } = failure
  const fitting = matches.map((index) => `number ${index + 1}`).join(' and ')
  return {
    code: 'values-one-of',
    path: formatPath(path),
    message: `this fits more than one of the schemas of which one may do (oneOf): ${fitting}`,
    hint: 'leave out what belongs to the others',
    ...sources.locate(path),
  }
}
