/** For `catch`: what was moved or deleted since it was listed is null; everything else is thrown. */
export function ifMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
