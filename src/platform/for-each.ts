/** The same for several components: `...forEach(['cart', 'orders'], { replicas: 1 })`. */
export function forEach<const Name extends string, const T>(
  names: readonly Name[],
  value: T,
): { readonly [K in Name]: T } {
  return Object.fromEntries(names.map((name) => [name, value])) as { readonly [K in Name]: T } // one entry for each name
}
