import type { Problem } from '../../errors/chart-error.ts'

/** `chart/templates/service.yaml:3:5 Service/orders`: the file where there is one, then the path. */
export function placeText({ file, line, column, path }: Problem): string {
  if (file === undefined) return path
  const spot = [file, line, column].filter((part) => part !== undefined).join(':')
  return path === '' || path === file ? spot : `${spot} ${path}`
}
