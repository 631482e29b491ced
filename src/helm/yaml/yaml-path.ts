/** The way to a value: keys of maps and indices of lists. */
export type YamlPath = readonly (string | number)[]

/** Writes a path for people: `orders.env["LOG.LEVEL"]`, `gateway.routes[0]`. */
export function formatPath(path: YamlPath): string {
  return path.reduce<string>(appendStep, '')
}

/** Adds one step to a written path. */
export function appendStep(parent: string, step: string | number): string {
  if (typeof step === 'number') return `${parent}[${step}]`
  if (!/^[\w/*-]+$/.test(step)) return `${parent}[${JSON.stringify(step)}]`
  return parent === '' ? step : `${parent}.${step}`
}

/** Reads a path as `formatPath` writes it; undefined where it is none. */
export function parsePath(text: string): YamlPath | undefined {
  const steps = [...text.matchAll(/\.?(?:\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]"]+))/gy)]
  const length = steps.reduce((sum, [step]) => sum + step.length, 0)
  if (length < text.length) return undefined
  return steps.map(([, index, quoted, plain = '']) => {
    if (index !== undefined) return Number(index)
    return quoted === undefined ? plain : (JSON.parse(quoted) as string) // text in quotes
  })
}
