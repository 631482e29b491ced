import type { CommandDef } from 'citty'
import { assemble } from '../chart/assemble.ts'
import { checkedPlan, planWarnings } from '../chart/checked-plan.ts'
import { ownership } from '../chart/generated.ts'
import type { PlatformPlan } from '../chart/plan-platform.ts'
import { refuse } from '../errors/chart-error.ts'
import { together } from '../errors/together.ts'
import { compareTree } from '../files/compare-tree.ts'
import { writeTree } from '../files/write-tree.ts'
import { staleTypes } from '../project/kind-types.ts'
import { loadProject, type Project } from '../project/load-project.ts'
import type { FileTree } from '../files/file-tree.ts'
import { colours, problemsText } from './print-problems.ts'
import { command, directory, type ExitCode } from './define.ts'

/** `chartwright generate`: platform.ts becomes a chart, and a values file for each profile. */
export const generateCommand: CommandDef = command(
  'generate',
  'Generate the chart and the values files of a project from its platform.ts',
  {
    directory,
    check: {
      type: 'boolean',
      description: 'Write nothing; name each file that differs, and exit 1 if one does',
    },
  },
  async (args) => {
    const project = await loadProject(args.directory)
    const [plan] = await together([planOf(project), refuseStaleTypes(project)])
    const warnings = planWarnings(plan)
    if (warnings.length > 0) process.stderr.write(problemsText(warnings, colours(process.stderr)))
    const tree = assemble(plan)
    return args.check ? check(project, tree) : write(project, tree)
  },
)

async function planOf({ platform, identity }: Project): Promise<PlatformPlan> {
  return checkedPlan(platform, identity)
}

/** The types of the project's own kinds are what the compiler has held platform.ts against. */
async function refuseStaleTypes({ kinds, directory: root }: Project): Promise<void> {
  refuse(staleTypes(kinds, root))
}

async function write(
  { directory: root, identity, platform }: Project,
  tree: FileTree,
): Promise<ExitCode> {
  const changes = await writeTree(root, tree, ownership)
  const profiles = Object.keys(platform.profiles ?? {})
  const outputs = ['chart/', ...profiles.map((name) => `values-${name}.yaml`)].join(', ')
  console.log(
    `${identity.name} ${identity.version}: ${tree.size} files, ${changes.length} changed (${outputs})`,
  )
  return 0
}

function check({ directory: root }: Project, tree: FileTree): ExitCode {
  const differences = compareTree(root, tree, ownership)
  if (differences.length === 0) {
    console.log(`${tree.size} files are as platform.ts makes them`)
    return 0
  }
  for (const { kind, path } of differences) console.log(`${kind.padEnd(9)} ${path}`)
  console.log(`\nrun: chartwright generate ${root}`)
  return 1
}
