/**
 * Plain heap: the yardstick of queues, a 4-ary heap over (time, sequence) in typed arrays.
 *
 * An entry is a time and three whole numbers, and nothing else: no cancelling, no growing, no limits.
 */
export class PlainHeap {
  t = 0;
  a = 0;
  b = 0;
  c = 0;
  n = 0;
  seq = 0;
  readonly T: Float64Array;
  readonly Q: Float64Array;
  readonly A: Int32Array;
  readonly B: Int32Array;
  readonly C: Int32Array;

  /** @param capacity how many entries there are at once, at most */
  constructor(capacity: number) {
    this.T = new Float64Array(capacity);
    this.Q = new Float64Array(capacity);
    this.A = new Int32Array(capacity);
    this.B = new Int32Array(capacity);
    this.C = new Int32Array(capacity);
  }

  push(t: number, a: number, b: number, c: number): void {
    const { T, Q, A, B, C } = this;
    const q = this.seq++;
    let i = this.n++;
    while (i > 0) {
      const p = (i - 1) >> 2;
      if ((T[p] as number) <= t) break;
      this.#move(i, p);
      i = p;
    }
    T[i] = t;
    Q[i] = q;
    A[i] = a;
    B[i] = b;
    C[i] = c;
  }

  pop(): boolean {
    if (this.n === 0) return false;
    const { T, Q, A, B, C } = this;
    this.t = T[0] as number;
    this.a = A[0] as number;
    this.b = B[0] as number;
    this.c = C[0] as number;
    const n = --this.n;
    const t = T[n] as number;
    const q = Q[n] as number;
    const [a, b, c] = [A[n] as number, B[n] as number, C[n] as number];
    let i = 0;
    for (;;) {
      let k = (i << 2) + 1;
      if (k >= n) break;
      const e = Math.min(k + 4, n);
      let m = k;
      let mt = T[k] as number;
      let mq = Q[k] as number;
      for (k++; k < e; k++) {
        const kt = T[k] as number;
        if (kt < mt || (kt === mt && (Q[k] as number) < mq)) {
          m = k;
          mt = kt;
          mq = Q[k] as number;
        }
      }
      if (mt > t || (mt === t && mq > q)) break;
      this.#move(i, m);
      i = m;
    }
    T[i] = t;
    Q[i] = q;
    A[i] = a;
    B[i] = b;
    C[i] = c;
    return true;
  }

  #move(to: number, from: number): void {
    this.T[to] = this.T[from] as number;
    this.Q[to] = this.Q[from] as number;
    this.A[to] = this.A[from] as number;
    this.B[to] = this.B[from] as number;
    this.C[to] = this.C[from] as number;
  }
}
