import type { Problem } from '../../errors/chart-error.ts'
import { at, type Fields, fields, items, text } from '../fields.ts'
import { titleOf, type Manifest } from '../manifest.ts'
import type { Answer } from './ask-server.ts'
import { statusMessage } from './server-error.ts'

/**
 * What makes the server judge an object as it would Helm 4's, with all its admission, and keep
 * nothing. It is asked by force, because who owns which field is a matter of the moment.
 */
export const dryRun = 'dryRun=All&fieldManager=helm&fieldValidation=Strict&force=true'

/** What the server does not like about an object. */
export function judge(manifest: Manifest, answer: Answer): readonly Problem[] {
  const { source: file } = manifest
  const warnings = answer.warnings.map((message) => ({
    code: 'server-warning',
    path: titleOf(manifest),
    message,
    file,
    severity: 'warning' as const,
  }))
  if (answer.status < 300) return warnings
  return [...warnings, ...refusals(manifest, answer).map((problem) => ({ ...problem, file }))]
}

/** The server's API lacks the kind of an object. */
export function unknownKind(manifest: Manifest): Problem {
  return {
    code: 'server-lacks-kind',
    path: titleOf(manifest),
    message: `the server knows no ${manifest.kind} of ${manifest.apiVersion}`,
    hint: 'install the operator that brings it, or switch off what needs it',
    file: manifest.source,
  }
}

/** We may read what is in the namespace, and no more. */
export function notJudged(namespace: string): Problem {
  return {
    code: 'server-read-only',
    path: namespace,
    message: `the server judged nothing: you may only read in namespace ${namespace}`,
    hint: 'ask for a role such as admin in it, which dry runs need like any change',
    severity: 'warning',
  }
}

/** One problem for each field that is wrong, else one for the object. */
function refusals(manifest: Manifest, { body }: Answer): readonly Problem[] {
  return findings(body).map(({ field, message }) => ({
    code: 'server-refuses',
    path: `${titleOf(manifest)} ${field}`.trim(),
    message,
  }))
}

interface Finding {
  readonly field: string
  readonly message: string
}

function findings(body: unknown): readonly Finding[] {
  if (fields(body)['reason'] !== 'Invalid') return [typeFinding(statusMessage(body))]
  const causes = items(at(body, 'details', 'causes'))
  if (causes.length === 0) return [{ field: '', message: statusMessage(body) }]
  return causes.map(({ field, message }) => ({
    field: text(field) ?? '',
    message: text(message) ?? '',
  }))
}

/** Server-side apply names a field that does not fit its type in the sentence, behind the object. */
function typeFinding(said: string): Finding {
  const { field = '', message = said } = patchError.exec(said)?.groups ?? {}
  return { field, message }
}

const patchError =
  /^failed to (?:create typed patch object|convert new object) \([^)]*\)(?: to proper version)?: (?:\.(?<field>\S+): )?(?<message>.*)$/s

/** The names of the ServiceAccounts among objects. */
export function accountsOf(manifests: readonly Manifest[]): ReadonlySet<string> {
  return new Set(manifests.filter(({ kind }) => kind === 'ServiceAccount').map(({ name }) => name))
}

/**
 * A Pod of its own is refused where its ServiceAccount is not there, and a dry run makes none: it is
 * asked for with the account that every namespace has. Pods of workloads are made later.
 */
export function bodyToAsk({ kind, body }: Manifest, accounts: ReadonlySet<string>): Fields {
  const spec = fields(at(body, 'spec'))
  const account = spec['serviceAccountName']
  if (kind !== 'Pod' || typeof account !== 'string' || !accounts.has(account)) return body
  return { ...fields(body), spec: { ...spec, serviceAccountName: 'default' } }
}
