const ASK_MS = 5_000

/** Asks once: true if an OpenSearch (or Elasticsearch) at this URL takes documents. */
export async function openSearchAnswers(url: string): Promise<boolean> {
  try {
    const health = await fetch(new URL('/_cluster/health?wait_for_status=yellow&timeout=1s', url), {
      signal: AbortSignal.timeout(ASK_MS),
    })
    await health.arrayBuffer()
    return health.ok
  } catch {
    return false
  }
}
