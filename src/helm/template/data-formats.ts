import { isError } from '../../errors/chart-error.ts'
import { goJson, sortedEntries } from '../../template/evaluate/go-text.ts'
import { isTable } from '../merge/coalesce.ts'
import { readYaml } from '../yaml/parse.ts'
import { writeYaml } from '../yaml/write-yaml.ts'
import { word } from './arguments.ts'

type Evaluate = (args: Iterable<unknown>) => unknown

/** Helm's functions that write and read YAML and JSON. */
export const dataFormats: Readonly<Record<string, Evaluate>> = {
  toYaml: ([value]) => toYaml(value),
  toYamlPretty: ([value]) => toYaml(value),
  toPrettyJson: ([value]) => JSON.stringify(inOrder(value), undefined, 2),
  toRawJson: ([value]) => JSON.stringify(inOrder(value)),
  fromYaml: ([text]) => read(word(text), isTable),
  fromYamlArray: ([text]) => read(word(text), Array.isArray),
  fromJson: ([text]) => read(word(text), isTable),
  fromJsonArray: ([text]) => read(word(text), Array.isArray),
  toJson: ([value]) => goJson(value),
}

function toYaml(value: unknown): string {
  return writeYaml(inOrder(value)).replace(/\n$/, '')
}

/** Go writes the keys of maps in order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (!isTable(value)) return value ?? null
  return Object.fromEntries(sortedEntries(value).map(([key, item]) => [key, inOrder(item)]))
}

/** What is no such thing gives the error as a value, which most templates never look at. */
function read(text: string, isWanted: (data: unknown) => boolean): unknown {
  const { documents, problems } = readYaml(text)
  const data = documents[0]?.data ?? undefined
  const failure = problems.find(isError)
  const isList = isWanted([])
  if (!failure && data === undefined) return isList ? [] : {}
  if (!failure && isWanted(data)) return data
  const message =
    failure?.message ?? 'error unmarshaling JSON: while decoding JSON: json: cannot unmarshal'
  return isList ? [message] : { Error: message }
}
