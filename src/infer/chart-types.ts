import type { ChartValues } from '../helm/merge/chart-values.ts'
import type { Schema } from '../schema/schema.ts'
import { layered } from './layered-schema.ts'
import { chartSchema, globals, subchartsOf } from './chart-schema.ts'

/**
 * TypeScript types of the values of a chart, as one module whose `Values` is what a values file may say:
 * every key may be left out, since the chart has defaults. They come from its values.schema.json, or from
 * values.yaml where there is none; a subchart has types of its own.
 */
export async function chartTypes(chart: ChartValues): Promise<string> {
  const declarations: string[] = []
  await declareChart(chart, 'Values', new Set(['Values']), declarations)
  const head = `/* Values of the chart ${chart.name} ${chart.version ?? ''}, by chartwright types. */`
  return `${[head, ...declarations.toReversed()].join('\n\n')}\n`
}

async function declareChart(
  chart: ChartValues,
  name: string,
  taken: Set<string>,
  declarations: string[],
): Promise<void> {
  const sections: Record<string, Schema> = {}
  for (const [section, subchart] of subchartsOf(chart)) {
    const type = freeName(`${pascalCase(section)}Values`, taken)
    await declareChart(subchart, type, taken, declarations)
    sections[section] = { tsType: type, description: `Values of the subchart ${section}` }
  }
  const schema = schemaOf(chart)
  const properties = { ...globals, ...schema.properties, ...sections }
  declarations.push(await declare(layered({ ...schema, properties }), name))
}

/** The chart's own; of one that names some keys only, the others are as in values.yaml. */
function schemaOf(chart: ChartValues): Schema {
  if (chart.schema?.additionalProperties === false) return chart.schema
  const { schema } = chartSchema(chart)
  return chart.schema ? over(schema, chart.schema) : schema
}

function over(inferred: Schema, own: Schema): Schema {
  if (!inferred.properties || !own.properties) return own
  const properties = { ...inferred.properties }
  for (const [key, schema] of Object.entries(own.properties)) {
    properties[key] = over(properties[key] ?? {}, schema)
  }
  return { ...inferred, ...own, properties }
}

async function declare(schema: object, name: string): Promise<string> {
  const { compile } = await import('json-schema-to-typescript') // takes long to load
  const text = await compile(schema, name, {
    bannerComment: '',
    style: { semi: false, singleQuote: true, printWidth: 100 },
    $refOptions: { resolve: { http: false, file: false } },
  })
  return text.trim()
}

function freeName(name: string, taken: Set<string>): string {
  let free = name
  for (let count = 2; taken.has(free); count++) free = `${name}${count}`
  taken.add(free)
  return free
}

const pascalCase = (name: string): string =>
  name.replaceAll(/(?:^|[^A-Za-z0-9]+)(\w?)/g, (_, letter: string) => letter.toUpperCase())
