/** One sending of a signed request: when it left and when its end was known, on one monotonic clock. */
export type Sending = {
  readonly nonce: number;
  readonly sentAt: number;
  readonly endedAt: number;
  /** `lost`: the connection ended without an answer, so nobody can know. */
  readonly outcome: 'accepted' | 'refused' | 'lost';
};

/** What happened to the nonces of one key. */
export type NonceHistory = {
  readonly sendings: readonly Sending[];
  /** As they reached the upstream. */
  readonly arrived: readonly number[];
  /** What the compare-and-sets stored, in the order of their commits. */
  readonly committed: readonly number[];
};

/** Everything in a history that must not be: nothing, if no nonce was accepted twice or after a greater one. */
export function faultsOf({ sendings, arrived, committed }: NonceHistory): string[] {
  const accepted = sendings.filter(({ outcome }) => outcome === 'accepted');
  const lost = new Set(sendings.filter(({ outcome }) => outcome === 'lost').map(({ nonce }) => nonce));
  const acceptedNonces = accepted.map(({ nonce }) => nonce);
  const answered = new Set(acceptedNonces);
  const last = committed.at(-1) ?? 0;
  return [
    ...repeated(acceptedNonces).map((nonce) => `${nonce} was accepted twice`),
    ...repeated(arrived).map((nonce) => `${nonce} reached the upstream twice`),
    ...acceptedNonces.filter((nonce) => !arrived.includes(nonce)).map((nonce) => `${nonce} never arrived`),
    ...arrived
      .filter((nonce) => !answered.has(nonce) && !lost.has(nonce))
      .map((nonce) => `${nonce} was refused and reached the upstream`),
    ...arrived.filter((nonce) => nonce > last).map((nonce) => `${nonce} was never committed`),
    ...committed
      .filter((nonce, index) => nonce <= (committed[index - 1] ?? 0))
      .map((nonce) => `${nonce} was committed after one that is no smaller`),
    ...sendings
      .filter(({ nonce, outcome }) => outcome === 'refused' && nonce > last)
      .map(({ nonce }) => `${nonce} was refused and is above all`),
    ...overtaken(accepted).map((nonce) => `${nonce} was sent after a greater one had been accepted`),
  ];
}

function repeated(values: readonly number[]): number[] {
  const seen = new Set<number>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

/** Those sent when a greater or equal one had been answered already: accepting them was wrong, whatever the order inside. */
function overtaken(accepted: readonly Sending[]): number[] {
  const ends = accepted.toSorted((a, b) => a.endedAt - b.endedAt);
  let next = 0;
  let greatest = 0;
  return accepted
    .toSorted((a, b) => a.sentAt - b.sentAt)
    .filter(({ nonce, sentAt }) => {
      for (let end = ends[next]; end !== undefined && end.endedAt < sentAt; end = ends[++next]) {
        greatest = Math.max(greatest, end.nonce);
      }
      return nonce <= greatest;
    })
    .map(({ nonce }) => nonce);
}
