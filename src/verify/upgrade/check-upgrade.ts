import { secretParts } from '../../diff/secrets/secret-looks.ts'
import { isNamedSecret } from '../../diff/secrets/secret-names.ts'
import { parseDocuments } from '../../helm/yaml/parse.ts'
import { at, fields, text, type Fields } from '../fields.ts'
import { groupOf, type Manifest, titleOf } from '../manifest.ts'
import { mapBounded } from '../map-bounded.ts'
import type { Cluster } from '../server/cluster.ts'
import { appliedObject, otherOwner, type ReleaseName } from './applied-object.ts'
import { fieldAt, type FieldPath, fieldText } from './field-path.ts'
import { type Finding, type Keep, severityOf } from './finding.ts'
import { type ForeignField, foreignFields } from './foreign-fields.ts'
import type { InstalledRelease } from './installed-release.ts'

/** Finds the values with which the chart renders what an object has in a field. */
export type FindKeep = (object: ObjectField, value: unknown) => Keep | undefined

/** A field of an object that a chart renders. */
export interface ObjectField {
  readonly kind: string
  readonly name: string
  readonly path: FieldPath
}

/** What an upgrade is checked with. */
export interface UpgradeInput extends ReleaseName {
  readonly cluster: Cluster
  readonly installed: InstalledRelease | undefined
  /** Objects that the chart renders for the upgrade. */
  readonly manifests: readonly Manifest[]
  /** Versions of Helm that the upgrade may be made with. */
  readonly helms: readonly string[]
  readonly keep?: FindKeep
}

/** What was found. */
export interface Checked {
  readonly findings: readonly Finding[]
  /** Objects that nobody let us read. */
  readonly unread: readonly string[]
}

/** How many objects are read at once. */
const parallel = 8

/**
 * Says what an upgrade, or an installation, would do to what others changed or own. It reads the
 * release and the objects of its next revision, and changes nothing.
 */
export async function checkUpgrade(input: UpgradeInput): Promise<Checked> {
  const before = objectsBefore(input)
  const own = input.manifests.filter((one) => !isHook(one))
  const checked = await mapBounded(own, parallel, (one) => checkObject(one, before, input))
  return {
    findings: [...unfinished(input), ...checked.flatMap(({ findings }) => findings)].map((one) =>
      withSeverity(one, input.helms),
    ),
    unread: checked.flatMap(({ unread }) => unread),
  }
}

async function checkObject(
  manifest: Manifest,
  objects: ReadonlyMap<string, Fields>,
  input: UpgradeInput,
): Promise<Checked> {
  const found = await input.cluster.object(manifest)
  if (found.is === 'forbidden') return { findings: [], unread: [titleOf(manifest)] }
  const before = objects.get(keyOf(manifest.body, input.namespace))
  if (found.is === 'missing') {
    return { findings: before && !vanishes(before) ? [recreated(manifest)] : [], unread: [] }
  }
  const owner = otherOwner(found.object, input)
  if (before === undefined && owner !== undefined) {
    return { findings: [refused(manifest, owner)], unread: [] }
  }
  const states = {
    apiVersion: manifest.apiVersion,
    before: before ?? found.object, // Helm takes over what bears its marks as if it had made it
    there: found.object,
    wanted: appliedObject(manifest, input),
  }
  const isServerSide = input.installed?.applyMethod !== 'client-side'
  const findings = foreignFields(states, isServerSide).map((field) =>
    fieldFinding(field, manifest, states, input.keep),
  )
  return { findings, unread: [] }
}

function fieldFinding(
  { path, owners, helm3, helm4 }: ForeignField,
  { kind, name }: Manifest,
  { there, wanted }: { readonly there: unknown; readonly wanted: unknown },
  findKeep: FindKeep | undefined,
): Finding {
  const [from, to] = [fieldAt(there, path), fieldAt(wanted, path)]
  const isSecret = isSecretField(kind, path, [from, to])
  const isKept = from === undefined || (helm3 === 'keeps' && helm4 === 'keeps')
  const keep = isKept ? undefined : findKeep?.({ kind, name, path }, from)
  return {
    object: titleOf({ kind, name }),
    field: fieldText(path),
    ...(isSecret
      ? { isSecret }
      : { ...(from !== undefined && { there: from }), ...(to !== undefined && { wanted: to }) }),
    owners,
    helm3,
    helm4,
    ...(keep && { keep: isSecret ? withoutValues(keep) : keep }),
  }
}

/** The paths of the values are no secret, but what belongs there is. */
function withoutValues({ values = {} }: Keep): Keep {
  return {
    options: Object.keys(values)
      .map((path) => `--set-string ${path}=…`)
      .join(' '),
  }
}

/** What a Secret holds, what is called a secret, and what has one in it, such as a URL. */
function isSecretField(kind: string, path: FieldPath, values: readonly unknown[]): boolean {
  const names = path.flatMap((step) => {
    if ('field' in step) return [step.field]
    return 'keys' in step ? (text(step.keys['name']) ?? []) : []
  })
  const isData = kind === 'Secret' && /^(data|stringData)$/.test(names[0] ?? '')
  const isNamed = isNamedSecret(names.at(-1) === 'value' ? names.slice(0, -1) : names)
  return isData || isNamed || values.some(hasSecret)
}

function hasSecret(value: unknown): boolean {
  return value !== undefined && secretParts(JSON.stringify(value)).length > 0
}

function withSeverity(finding: Finding, helms: readonly string[]): Finding {
  const severity = severityOf(finding, helms)
  return { ...finding, ...(severity && { severity }) }
}

function recreated(manifest: Manifest): Finding {
  const object = titleOf(manifest)
  return { object, field: '', wanted: 'exists', owners: [], helm3: 'creates', helm4: 'creates' }
}

function refused(manifest: Manifest, owner: string): Finding {
  const owners = [{ manager: owner, operation: '' }]
  const object = titleOf(manifest)
  return { object, field: '', there: 'exists', owners, helm3: 'refuses', helm4: 'refuses' }
}

/** Helm begins nothing while the last revision is under way, or was left so. */
function unfinished({ installed, release }: UpgradeInput): readonly Finding[] {
  if (!installed?.status.startsWith('pending-')) return []
  const owners = [{ manager: 'another helm', operation: '' }]
  const there = installed.status
  return [
    {
      object: `Release/${release}`,
      field: 'status',
      there,
      wanted: 'deployed',
      owners,
      helm3: 'refuses',
      helm4: 'refuses',
    },
  ]
}

function objectsBefore({ installed, namespace }: UpgradeInput): ReadonlyMap<string, Fields> {
  const objects = parseDocuments(installed?.manifest ?? '').map(fields)
  return new Map(objects.map((one) => [keyOf(one, namespace), one]))
}

function keyOf(object: Fields, namespace: string): string {
  const { name, namespace: own = namespace } = fields(object['metadata'])
  return JSON.stringify([groupOf(text(object['apiVersion']) ?? ''), object['kind'], own, name])
}

function isHook({ body }: Manifest): boolean {
  return at(body, 'metadata', 'annotations', 'helm.sh/hook') !== undefined
}

/** Jobs that Kubernetes removes by itself once they are done. */
function vanishes(object: Fields): boolean {
  return at(object, 'spec', 'ttlSecondsAfterFinished') !== undefined
}
