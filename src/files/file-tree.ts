/** Generated files: path relative to the project directory (POSIX slashes) → text. */
export type FileTree = ReadonlyMap<string, string>
