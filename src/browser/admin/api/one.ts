import { useQuery } from '@tanstack/react-query'
import { queryClient } from './query-client.ts'
import { type Answered, request } from './request.ts'
import type { Resources } from './resources.ts'

/** What can be created and changed whole. */
export type Editable = 'events' | 'activities' | 'products' | 'campaigns' | 'sites' | 'keys'

/** One thing, with the tag that a change of it has to name. */
export function useOne<K extends Editable>(resource: K, id: number | null) {
  return useQuery({
    queryKey: [resource, 'one', id],
    queryFn: ({ signal }) => request<Resources[K]>(`${resource}/${id}`, { signal }),
    enabled: id !== null,
  })
}

/** @throws ApiError */
export async function create<K extends Editable>(
  resource: K,
  body: unknown,
): Promise<Answered<Resources[K]>> {
  return changed(resource, await request<Resources[K]>(resource, { method: 'POST', body }))
}

/** @throws ApiError: 412 with what stands now, if somebody else saved it since `etag` */
export async function replace<K extends Editable>(
  resource: K,
  id: number,
  body: unknown,
  etag: string,
): Promise<Answered<Resources[K]>> {
  return changed(
    resource,
    await request<Resources[K]>(`${resource}/${id}`, { method: 'PUT', body, ifMatch: etag }),
  )
}

/** An action on one thing, which answers with it as it is then. @throws ApiError */
export async function act<K extends Editable>(
  resource: K,
  id: number,
  action: string,
  { body, etag }: { readonly body?: unknown; readonly etag?: string } = {},
): Promise<Answered<Resources[K]>> {
  const path = `${resource}/${id}/${action}`
  return changed(resource, await request<Resources[K]>(path, { method: 'POST', body, ifMatch: etag }))
}

/** What was just saved is known; every list of its kind is read anew, and so is the log of changes. */
function changed<K extends Editable>(resource: K, answered: Answered<Resources[K]>): Answered<Resources[K]> {
  queryClient.setQueryData([resource, 'one', answered.value.id], answered)
  refresh(resource)
  return answered
}

/** Lists of these kinds are read anew where they are shown. */
export function refresh(...resources: readonly (keyof Resources)[]): void {
  for (const resource of [...resources, 'changes']) {
    void queryClient.invalidateQueries({
      queryKey: [resource],
      predicate: ({ queryKey }) => queryKey[1] !== 'one',
    })
  }
}
