import { accessSync, constants, globSync } from 'node:fs'
