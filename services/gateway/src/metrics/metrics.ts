/** What a gateway counts. The text format knows these three kinds; a histogram has upper bounds, ascending. */
export type Metric =
  | { readonly type: 'counter' | 'gauge'; readonly help: string; readonly label?: string }
  | {
      readonly type: 'histogram';
      readonly help: string;
      readonly label?: string;
      readonly bounds: readonly number[];
    };

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * Every metric there is. A label's values are words of the code, never of a client: how many series there can be is
 * known beforehand.
 */
export const METRICS = {
  countersign_requests_total: {
    type: 'counter',
    label: 'outcome',
    help: 'Requests that ended: forwarded, broken-off, answered by the gateway itself, or the reason of the refusal.',
  },
  countersign_request_duration_seconds: {
    type: 'histogram',
    label: 'kind',
    bounds: SECONDS,
    help: 'From the head of a request to the end of its answer: forwarded requests, and all others.',
  },
  countersign_nonce_batch_size: {
    type: 'histogram',
    bounds: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
    help: 'Rows of each statement that consumes nonces.',
  },
  countersign_nonce_statements_failed_total: {
    type: 'counter',
    help: 'Statements that failed for good: everybody who waited for them was refused.',
  },
  countersign_nonce_keys_waiting: {
    type: 'gauge',
    help: 'Keys with a request that waits for the verdict on its nonce.',
  },
  countersign_key_cache_size: { type: 'gauge', help: 'Opened keys in memory.' },
  countersign_key_cache_hits_total: { type: 'counter', help: 'Look-ups of a key that was in memory.' },
  countersign_key_cache_misses_total: { type: 'counter', help: 'Look-ups of a key that was not.' },
  countersign_routes: { type: 'gauge', help: 'Routes in force that take a key.' },
  countersign_routes_loaded_timestamp_seconds: {
    type: 'gauge',
    help: 'When the routes in force were loaded, in Unix time.',
  },
  countersign_routes_refused_total: {
    type: 'counter',
    help: 'Times that ROUTES_FILE was read again and not obeyed.',
  },
  countersign_upstream_calls_in_flight: {
    type: 'gauge',
    label: 'upstream',
    help: 'Calls under way: signed and public ones have limits of their own.',
  },
  countersign_upstream_busy_total: {
    type: 'counter',
    label: 'upstream',
    help: 'Calls that were refused because UPSTREAM_MAX_IN_FLIGHT were under way.',
  },
  countersign_connections_open: { type: 'gauge', help: 'Open connections of clients, WebSockets included.' },
  countersign_websockets_open: { type: 'gauge', help: 'Open WebSockets.' },
  countersign_websockets_ended_total: {
    type: 'counter',
    label: 'reason',
    help: 'WebSockets that ended; `client` ended by itself.',
  },
  countersign_refusals_dropped_total: {
    type: 'counter',
    help: 'Refusals that the owner of a key will not see, because they could not be kept or written.',
  },
  countersign_database_connections: {
    type: 'gauge',
    label: 'pool',
    help: 'Connections to the database, by what they are for.',
  },
  countersign_database_waiting: {
    type: 'gauge',
    label: 'pool',
    help: 'Statements that wait for a connection.',
  },
  countersign_process_cpu_seconds_total: {
    type: 'counter',
    label: 'mode',
    help: 'CPU time of the process.',
  },
  countersign_process_resident_bytes: { type: 'gauge', help: 'Memory of the process.' },
  countersign_event_loop_active_seconds_total: {
    type: 'counter',
    help: 'Time in which the event loop was at work. A rate near 1 is a process that has no time left.',
  },
  countersign_event_loop_delay_seconds: {
    type: 'gauge',
    label: 'quantile',
    help: 'How late timers came since the last scrape.',
  },
  countersign_process_up: {
    type: 'gauge',
    help: '1 if the process answers; 0 while it is being started again.',
  },
  countersign_process_restarts_total: {
    type: 'counter',
    help: 'How often a process had to be started again.',
  },
  countersign_start_time_seconds: { type: 'gauge', help: 'When the process started, in Unix time.' },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;

/** Counts by bucket (one more than there are bounds) and the sum of what was observed. */
export type Distribution = { readonly counts: readonly number[]; readonly sum: number };

/** One value of a metric; `label` is the value of its label, if it has one. */
export type Reading = {
  readonly name: MetricName;
  readonly label?: string;
  readonly value: number | Distribution;
};
