import { ChartError } from '../../errors/chart-error.ts'
import { findFamily, type SearchOptions, type Tool } from './find-family.ts'
import { helm, kubeconform, kubectl, type ToolFamily } from './tool-family.ts'

/** What verify runs. */
export interface Tools {
  /** One or more, the oldest first. */
  readonly helms: readonly Tool[]
  readonly kubeconform: Tool
}

/** Where to look for tools. */
export interface FindToolsOptions extends SearchOptions {
  /** Paths of the Helms to use, whatever is on PATH. */
  readonly helms?: readonly string[]
  /** Path of the kubeconform to use, whatever is on PATH. */
  readonly kubeconform?: string
}

/**
 * Finds Helm, in each generation that can be had, and kubeconform: the paths given, else PATH, else
 * built at the pinned version with Go. Throws one ChartError that names all that is missing.
 */
export async function findTools(options: FindToolsOptions = {}): Promise<Tools> {
  const helms = await findFamily(helm, options.helms ?? [], options)
  const given = options.kubeconform === undefined ? [] : [options.kubeconform]
  const validators = await findFamily(kubeconform, given, options)
  const [validator] = validators.tools
  if (helms.tools.length === 0 || validator === undefined)
    throw new ChartError([...helms.problems, ...validators.problems])
  return { helms: helms.tools, kubeconform: validator }
}

/** Finds kubectl on PATH, else builds it. Throws a ChartError when it cannot. */
export async function findKubectl(options: SearchOptions = {}): Promise<Tool> {
  return newest(kubectl, options)
}

/** Finds the newest Helm on PATH, else builds it. Throws a ChartError when it cannot. */
export async function findHelm(options: SearchOptions = {}): Promise<Tool> {
  return newest(helm, options)
}

async function newest(family: ToolFamily, options: SearchOptions): Promise<Tool> {
  const { tools, problems } = await findFamily(family, [], options)
  const tool = tools.at(-1)
  if (tool === undefined) throw new ChartError(problems)
  return tool
}
