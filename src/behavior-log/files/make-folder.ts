import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Behaviours are personal: for the owner and the group, which may be that of a shipper. */
const MODE = 0o750

/** Makes a folder, and those around it that there are not. Rejects if it can't. Node's own way (`recursive`) never ends within /proc. */
export async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) await makeFolder(parent)
  try {
    await mkdir(folder, { mode: MODE })
  } catch (error) {
    // Another run may have been quicker.
    if (!(await isFolder(folder))) throw error
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
