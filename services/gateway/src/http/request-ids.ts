/** Ids that tell requests apart across processes and restarts: a random start, then a count. They are no secret. */
export function requestIds(randomPrefix: string): () => string {
  let count = 0;
  return () => `${randomPrefix}-${(count++).toString(36)}`;
}
