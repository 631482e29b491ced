/** Thrown where Helm cannot parse what an option sets. */
export class SetFault extends Error {
  override readonly name = 'SetFault'
}
