import type { Table } from './coalesce.ts'
import type { Schema } from '../../schema/schema.ts'

/** A chart as far as its values go. */
export interface ChartValues {
  readonly name: string
  readonly version?: string
  readonly appVersion?: string
  /** The rest of its Chart.yaml. */
  readonly metadata?: Readonly<Table>
  /** Where that is, for messages. */
  readonly metadataFile?: string
  /** Its values.yaml. */
  readonly values: Readonly<Table>
  /** The text of that, whose comments say what values are for. */
  readonly valuesText?: string
  /** Its values.schema.json. */
  readonly schema?: Schema
  /** Where that is, for messages. */
  readonly schemaFile?: string
  /** What Chart.yaml declares, in its order. */
  readonly dependencies: readonly Dependency[]
  /** Charts in charts/ that Chart.yaml does not declare: nothing turns them off. */
  readonly undeclared?: readonly ChartValues[]
  /** Its templates. */
  readonly templates?: readonly TemplateText[]
  /** Files in templates/ that begin with an underscore: their named templates. */
  readonly helpers?: readonly TemplateText[]
  /** All of its files, for templates that read some. */
  readonly files?: ChartFileTexts
}

/** The files of a chart, of which few are read. */
export interface ChartFileTexts {
  readonly paths: readonly string[]
  /** Undefined for what is no text. */
  readonly textOf: (path: string) => string | undefined
}

/** A file in templates/. */
export interface TemplateText {
  readonly file: string
  /** From the root of its chart: `templates/service.yaml`. */
  readonly path: string
  readonly text: string
}

/** A subchart, with what Chart.yaml says of it. */
export interface Dependency {
  readonly chart: ChartValues
  readonly alias?: string
  /** Paths of values, separated by commas: the first that holds a boolean turns the chart on or off. */
  readonly condition?: string
  /** What of its values the chart above takes over. */
  readonly importValues?: readonly unknown[]
  /** Keys below `tags` in the values: the chart is off if some are false and none is true. */
  readonly tags?: readonly string[]
}
