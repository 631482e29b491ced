/** Keys of a Secret and the bytes that they hold. */
export type SecretData = ReadonlyMap<string, Buffer>

/** A Secret that exists, in a cluster or in a file. */
export interface PresentSecret {
  /** `Opaque` where it says none. */
  readonly type: string
  readonly data: SecretData
  /** Name of its namespace, where it says one. */
  readonly namespace?: string | undefined
  /** Nothing can be added to it. */
  readonly isImmutable?: boolean
}

/** Secrets by their name. */
export type PresentSecrets = ReadonlyMap<string, PresentSecret>
