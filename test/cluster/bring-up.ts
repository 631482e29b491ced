import { connect } from './control-plane/api.ts'
import { buildPrograms } from './control-plane/programs.ts'
import { type ControlPlane, startControlPlane } from './control-plane/start-control-plane.ts'
import { defineCustomResources } from './custom-resources.ts'

/** Builds what is missing, and starts a control plane that knows the custom resources. */
export async function bringUp(onProgress: (message: string) => void): Promise<ControlPlane> {
  const programs = await buildPrograms(onProgress)
  const plane = await startControlPlane(programs, ({ message }) => onProgress(message))
  await defineCustomResources(connect(plane.access))
  return plane
}
