/** Every dotted path into `V`; below a free map any name is a path. */
export type Path<V> = V extends readonly unknown[]
  ? never
  : V extends object
    ? { [K in keyof V & string]: K | `${K}.${Path<V[K]>}` }[keyof V & string]
    : never

/** The type at a dotted path of `V`, where there is anything. */
export type PathValue<V, P extends string> = P extends `${infer Head}.${infer Rest}`
  ? Head extends keyof V
    ? PathValue<Exclude<V[Head], undefined>, Rest>
    : never
  : P extends keyof V
    ? Exclude<V[P], undefined>
    : never
