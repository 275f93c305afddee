/**
 * Waits for a promise, and rejects after a far deadline: what never comes is then a failed test
 * rather than a run that hangs.
 */
export async function within<T>(seconds: number, what: string, promise: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`${what}: not within ${seconds} seconds`)),
    seconds * 1000,
  );
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
