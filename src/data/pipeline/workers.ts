/** Works through items with one worker per session, each taking the next item when it is free; the first failure stops all. */
export async function forEachOf<S, T>(
  sessions: readonly S[],
  items: readonly T[],
  work: (session: S, item: T) => Promise<void>
): Promise<void> {
  const queue = [...items];
  let hasFailed = false;
  const results = await Promise.allSettled(
    sessions.map(async (session) => {
      for (let item = queue.shift(); item !== undefined && !hasFailed; item = queue.shift()) {
        await work(session, item).catch((error: unknown) => {
          hasFailed = true;
          throw error;
        });
      }
    })
  );
  const failure = results.find((result) => result.status === "rejected");
  if (failure) throw failure.reason;
}
