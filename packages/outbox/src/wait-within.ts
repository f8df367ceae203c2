/** The promise's outcome, or a rejection with `message` once `ms` milliseconds have passed without one. */
export async function waitWithin<T>(ms: number, promise: Promise<T>, message: string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(message)), ms);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
