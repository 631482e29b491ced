import { ChartError, type Problem } from '../../errors/chart-error.ts'
import type { Environment } from '../run.ts'
import { buildTool, builtTool, isBuilt } from './build-tool.ts'
import { findGo } from './go-toolchain.ts'
import { inspectProgram, type Program } from './inspect-program.ts'
import { pinnedModule } from './pinned-module.ts'
import { searchPath } from './search-path.ts'
import type { Generation, ToolFamily } from './tool-family.ts'
import { formatVersion } from './version.ts'

/** A program that is new enough. */
export interface Tool {
  readonly path: string
  /** `4.3.1` */
  readonly version: string
}

/** How to search. */
export interface SearchOptions {
  /** Default: the environment of this process. */
  readonly environment?: Environment
  /** Called with a sentence before something that takes minutes, or when a Helm is left out. */
  readonly onProgress?: (message: string) => void
}

/** The tools of one family, or why there is none. */
export interface Found {
  readonly tools: readonly Tool[]
  readonly problems: readonly Problem[]
}

/** Finds one tool for each generation of a family that can be had; a path given must be right. */
export async function findFamily(
  family: ToolFamily,
  given: readonly string[],
  options: SearchOptions,
): Promise<Found> {
  const environment = options.environment ?? process.env
  const paths = given.length > 0 ? given : searchPath(family.commands, environment)
  const programs = await Promise.all(
    paths.map((path) => inspectProgram(path, family.versionArguments, environment)),
  )
  if (given.length > 0) return judge(family, programs)
  return search(family, programs, { onProgress: () => {}, ...options, environment })
}

function judge(family: ToolFamily, programs: readonly Program[]): Found {
  const unfit = programs.filter(
    (program) =>
      !isUnversioned(family, program) && !family.generations.some((g) => fits(program, g)),
  )
  const problems = unfit.map(({ remark }) => problem(family, remark))
  return { tools: unfit.length === 0 ? programs.map(toTool) : [], problems }
}

async function search(
  family: ToolFamily,
  programs: readonly Program[],
  options: Required<SearchOptions>,
): Promise<Found> {
  const tools: Tool[] = []
  const failures = new Map<Generation, string>()
  for (const generation of family.generations) {
    const present =
      programs.find((program) => fits(program, generation)) ??
      programs.find((program) => isUnversioned(family, program))
    // One after the other, because a build takes all cores and much memory.
    const result = present ? toTool(present) : await build(generation, options)
    if (typeof result === 'string') failures.set(generation, result)
    else tools.push(result)
  }
  if (tools.length === 0) return { tools, problems: [missing(family, programs, failures)] }
  for (const [{ pin }, reason] of failures) options.onProgress(`going without ${pin}: ${reason}`)
  return { tools, problems: [] }
}

/** The tool built at the pinned version, or the reason why it cannot be. */
async function build(
  generation: Generation,
  { environment, onProgress }: Required<SearchOptions>,
): Promise<Tool | string> {
  const module = pinnedModule(generation.pin)
  const tool = { path: builtTool(module, environment), version: module.version.slice(1) }
  if (isBuilt(module, environment)) return tool
  const go = await findGo(environment)
  if ('reason' in go) return go.reason
  onProgress(
    `building ${generation.pin} ${module.version}: this takes a few minutes, but only once`,
  )
  try {
    await buildTool(module, go.path, environment)
    return tool
  } catch (error) {
    if (error instanceof ChartError) return error.problems.map(({ message }) => message).join('; ')
    throw error
  }
}

function missing(
  family: ToolFamily,
  programs: readonly Program[],
  failures: ReadonlyMap<Generation, string>,
): Problem {
  const onPath = programs.map(({ remark }) => remark)
  const seen = onPath.length > 0 ? onPath : [`${family.name} is not on PATH`]
  return problem(family, [...seen, ...new Set(failures.values())].join('; '))
}

function problem(family: ToolFamily, remark: string): Problem {
  return {
    code: `${family.name}-missing`,
    path: family.name,
    message: `${family.needed} is needed: ${remark}`,
    hint: `install it from ${family.site}, or install Go 1.26 or later`,
  }
}

function isUnversioned({ unversioned }: ToolFamily, { answer }: Program): boolean {
  return unversioned !== undefined && answer === unversioned
}

function fits({ version }: Program, generation: Generation): boolean {
  return version !== undefined && generation.accepts(version)
}

function toTool({ path, version }: Program): Tool {
  return { path, version: version ? formatVersion(version) : 'development' }
}
