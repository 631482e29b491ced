import type { IEnvFromSource } from 'kubernetes-models/v1/EnvFromSource'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import type { IEnvVarSource } from 'kubernetes-models/v1/EnvVarSource'
import { eq, raw } from '../../template/node/expression.ts'
import { mapping, when } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { VariableValues } from '../../values/types/definitions.ts'

/** A variable of the values, by its name: a text, or where to take it from. */
export function variable(of: Expr<VariableValues>, name: Expr<string>): Templated<IEnvVar> {
  const isText = raw('boolean', (value) => typeof value === 'string')`kindIs "string" ${of}`
  return mapping({ name }, when(isText, { value: asText(of) }, { valueFrom: asSource(of) }))
}

const same = <T>(value: T): T => value
const asText = (of: Expr<VariableValues>): Expr<string> => raw('string', same<string>)`${of}`
const asSource = (of: Expr<VariableValues>): Expr<IEnvVarSource> =>
  raw('map', same<IEnvVarSource>)`${of}`

/** A ConfigMap or Secret of the values, whose every key becomes a variable. */
export function environmentSource(
  kind: Expr<'ConfigMap' | 'Secret'>,
  name: Expr<string>,
): Templated<IEnvFromSource> {
  return when(eq(kind, 'Secret'), { secretRef: { name } }, { configMapRef: { name } })
}
