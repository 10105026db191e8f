import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where a program is. Throws if it is missing: a browser that isn't there fails the tests, it doesn't skip them. */
export function neededProgram(name: string, debianPackage: string): string {
  const folders = name.startsWith('/') ? [''] : (process.env.PATH ?? '').split(delimiter)
  const found = folders.map((folder) => join(folder, name)).find(isExecutable)
  if (found === undefined) throw new Error(`${name} is missing: apt-get install ${debianPackage}`)
  return found
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
