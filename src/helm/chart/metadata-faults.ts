import { isTable, type Table, toList } from '../merge/coalesce.ts'
import { parseVersion } from '../semver/version.ts'
import type { YamlPath } from '../yaml/yaml-path.ts'

/** Something in Chart.yaml for which Helm does not read the chart. */
interface MetadataFault {
  readonly path: YamlPath
  readonly message: string
  readonly hint: string
}

/**
 * Why Helm does not read a chart with this Chart.yaml; of what it reads at all, it says no more than that.
 * Sources: Helm's Metadata.Validate, Dependency.Validate and the types of their fields.
 */
export function metadataFaults(metadata: Table, isRoot: boolean): readonly MetadataFault[] {
  const misfits = chart(metadata, [])
  if (misfits.length > 0) return misfits
  const { name, version, type, maintainers, dependencies } = metadata
  return [
    ...apiVersionFaults(metadata['apiVersion'], isRoot),
    ...nameFaults(textOf(name)),
    ...versionFaults(textOf(version)),
    ...(['', 'application', 'library'].includes(textOf(type)) ? [] : [otherType(textOf(type))]),
    ...nulls('maintainers', maintainers),
    ...nulls('dependencies', dependencies),
    ...dependencyFaults(dependencies),
  ]
}

/** The faults of a value of some form; nothing is wrong with a null. */
type Form = (value: unknown, path: YamlPath) => readonly MetadataFault[]

const form =
  (wanted: string, fits: (value: unknown) => boolean, inside?: Form): Form =>
  (value, path) => {
    if (value === undefined || value === null) return []
    if (fits(value)) return inside?.(value, path) ?? []
    const name = path.join('.')
    return [fault(path, `${name} is not ${wanted}`, `write ${wanted}, or leave ${name} out`)]
  }

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value)

/** Numbers and booleans become text. */
const text = form('a text', isScalar)
const flag = form('true or false', (value) => typeof value === 'boolean')

const list = (item?: Form): Form =>
  form('a list', Array.isArray, (items, path) =>
    item ? (items as unknown[]).flatMap((one, index) => item(one, [...path, index])) : [],
  )

/** A map of which some fields, or those of any other name, have a form. */
const map = (fields: Readonly<Record<string, Form>>, others?: Form): Form =>
  form('a map', isTable, (table, path) =>
    Object.entries(table as Table).flatMap(([key, value]) => {
      const inside = Object.hasOwn(fields, key) ? fields[key] : others
      return inside?.(value, [...path, key]) ?? []
    }),
  )

const texts = (...names: readonly string[]): Readonly<Record<string, Form>> =>
  Object.fromEntries(names.map((name) => [name, text]))

const dependency = map({
  ...texts('name', 'version', 'repository', 'condition', 'alias'),
  tags: list(text),
  enabled: flag,
  'import-values': list(),
})

const chart = map({
  ...texts('apiVersion', 'name', 'version', 'type', 'kubeVersion', 'appVersion', 'description'),
  ...texts('home', 'icon', 'condition', 'tags'),
  keywords: list(text),
  sources: list(text),
  deprecated: flag,
  annotations: map({}, text),
  maintainers: list(map(texts('name', 'email', 'url'))),
  dependencies: list(dependency),
})

/** Of a subchart, Helm takes any; of a chart of its own, none is v1. */
function apiVersionFaults(value: unknown, isRoot: boolean): readonly MetadataFault[] {
  const version = textOf(value)
  if (!isRoot || ['', 'v1', 'v2'].includes(version)) return []
  return [fault(['apiVersion'], `Helm 4 knows no charts of apiVersion ${version}`, 'write v2')]
}

function nameFaults(name: string): readonly MetadataFault[] {
  if (name === '') return [missing('name')]
  const isWrong = ['.', '..'].includes(name) || (name.includes('/') && name !== '/')
  return isWrong ? [fault(['name'], `${name} is no name of a chart`, 'leave out / and dots')] : []
}

function versionFaults(version: string): readonly MetadataFault[] {
  if (version === '') return [missing('version')]
  const message = `${version} is no version`
  return parseVersion(version) ? [] : [fault(['version'], message, 'write one such as 1.0.0')]
}

function otherType(type: string): MetadataFault {
  return fault(['type'], `${type} is no type of charts`, 'write application or library')
}

/** A null among entries, which are maps. */
function nulls(name: string, entries: unknown): readonly MetadataFault[] {
  return toList(entries).flatMap((one, index) =>
    one === null ? [fault([name, index], `an entry of ${name} is null`, 'remove it')] : [],
  )
}

function dependencyFaults(dependencies: unknown): readonly MetadataFault[] {
  const known = new Set<string>()
  return toList(dependencies).flatMap((entry, index) => {
    if (!isTable(entry)) return []
    const [name, alias] = [textOf(entry['name']), textOf(entry['alias'])]
    const path = ['dependencies', index]
    if (!/^[a-zA-Z0-9_-]*$/.test(alias))
      return [fault([...path, 'alias'], `${alias} is no alias`, 'use letters, digits, - and _')]
    const called = alias || name
    const isKnown = known.has(called)
    known.add(called)
    const message = `two dependencies have the name or alias ${called}`
    return isKnown ? [fault(path, message, 'give one of them an alias of its own')] : []
  })
}

const missing = (field: string): MetadataFault =>
  fault([], `Chart.yaml has no ${field}`, `add ${field}`)

const fault = (path: YamlPath, message: string, hint: string): MetadataFault => ({
  path,
  message,
  hint,
})

const textOf = (value: unknown): string => (isScalar(value) ? String(value) : '')
