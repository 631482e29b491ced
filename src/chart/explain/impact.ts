import { references } from '../../template/view/references.ts'
import { evaluateDocuments, type RenderInput } from '../../template/evaluate/evaluate.ts'
import { failures } from '../../template/evaluate/failures.ts'
import { mentions, walk } from '../../template/view/walk.ts'
import type { YamlPath } from '../../helm/yaml/yaml-path.ts'
import { readBy } from '../closure.ts'
import { namedObjects } from '../object-names.ts'
import type { TemplateFile } from '../template-files.ts'

/** An object that a value changes, or a check that looks at it. */
export interface Effect {
  /** Template file, from the chart's folder. */
  readonly file: string
  /** Kind of the object; `check` refuses values, and `any` are objects that the values hold. */
  readonly kind: string
  readonly name?: string
  /** Whether the object is there under these values. */
  readonly isRendered: boolean
  /** The object does not read the value, but has a checksum of one that does, so its pods restart. */
  readonly by?: 'checksum'
}

/** A document of a template file. */
interface Document {
  readonly file: TemplateFile
  readonly content: unknown
  readonly isReadOf: (path: readonly string[]) => boolean
  /** Template files of its chart that it has the digest of. */
  readonly digests: readonly string[]
  readonly effects: readonly Effect[]
}

/** Says of a value what it changes in a chart, by what the templates read. */
export function impactMap(files: readonly TemplateFile[]): (path: YamlPath) => readonly Effect[] {
  const documents = files.flatMap(documentsOf)
  return (path) => {
    const steps = path.map((step) => (typeof step === 'number' ? '*' : step))
    const direct = documents.filter((document) => isReader(document, steps))
    const changed = new Set(direct.map(({ file }) => file.path))
    const rolled = documents.filter(
      (one) => !direct.includes(one) && one.digests.some((path) => changed.has(path)),
    )
    return unique([
      ...direct.flatMap(({ effects }) => effects),
      ...rolled.flatMap(({ effects }) =>
        effects.map((one) => ({ ...one, by: 'checksum' as const })),
      ),
    ])
  }
}

function documentsOf(file: TemplateFile): readonly Document[] {
  return file.documents.map((content) => ({
    file,
    content,
    isReadOf: readBy(references(content)),
    digests: digestsIn(file, content),
    effects: effectsOf(file, content),
  }))
}

/** A component sees its own values without its name, and the globals; its switch is for all of it. */
function isReader({ file, isReadOf }: Document, path: readonly string[]): boolean {
  const [first, ...rest] = path
  if (file.component === undefined || first === 'global') return isReadOf(path)
  return first === file.component && (rest.join('.') === 'enabled' || isReadOf(rest))
}

function digestsIn({ path }: TemplateFile, content: unknown): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  return walk(content).flatMap((node) =>
    node['~kind'] === 'template-file' ? [`${folder}${node.name}`] : [],
  )
}

function effectsOf({ path, input, isOn }: TemplateFile, content: unknown): readonly Effect[] {
  const rendered = isOn ? identities(content, input) : []
  const named = namedObjects([content], input).map(({ kind, name }) => ({
    file: path,
    kind,
    name,
    isRendered: rendered.includes(`${kind} ${name}`),
  }))
  if (named.length > 0) return named
  const isCheck = mentions(content, (node) => node['~kind'] === 'call' && node.name === 'fail')
  return [{ file: path, kind: isCheck ? 'check' : 'any', isRendered: isOn }]
}

function identities(content: unknown, input: RenderInput): readonly string[] {
  const objects = failures([content], input).length > 0 ? [] : evaluateDocuments([content], input)
  return objects.map((object) => {
    const { kind, metadata } = object as Manifest // what templates of the core render
    return `${kind} ${metadata?.name}`
  })
}

interface Manifest {
  readonly kind?: string
  readonly metadata?: { readonly name?: string }
}

function unique(effects: readonly Effect[]): readonly Effect[] {
  return [...new Map(effects.map((one) => [JSON.stringify(one), one])).values()]
}
