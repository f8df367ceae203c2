// Loaded before a service (`--import`): says on request how much memory is in use after a collection (`--expose-gc`).
process.on('message', (message) => {
  if (message !== 'memory') return;
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ memory: { heapBytes: heapUsed + external, rssBytes: rss } });
});
