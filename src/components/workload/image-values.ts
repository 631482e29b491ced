/** An image, in the parts that the values have. */
export interface ImageParts {
  readonly registry?: string
  readonly repository: string
  readonly tag?: string
  readonly digest?: string
}

const reference = /^(?:([^/]*[.:][^/]*|localhost)\/)?([^:@]+)(?::([^@]*))?(?:@(.*))?$/

/** The parts of an image's name: `registry.example.com/shop/users:1.4.2`. */
export function imageValues(image: string): ImageParts {
  const [, registry, repository = image, tag, digest] = reference.exec(image) ?? []
  return {
    ...(registry === undefined ? {} : { registry }),
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  }
}
