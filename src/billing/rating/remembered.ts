/**
 * Remembered: what follows from plain data, worked out once for each object.
 *
 *     timeline --compute--> places of its lines       the next time: the same places, at once
 *
 * Tariffs and timelines are never changed once made, so which objects they are says what is in them;
 * what nobody holds any more is forgotten with them. Remembering changes no result.
 * Tests: test/billing/rating/remembered.test.ts.
 */

/** The same function as `compute`, which must be pure, but asked once for each object. */
export function remembered<A extends object, R extends object>(compute: (a: A) => R): (a: A) => R {
  const known = new WeakMap<A, R>();
  return (a) => {
    const found = known.get(a);
    if (found !== undefined) return found;
    const made = compute(a);
    known.set(a, made);
    return made;
  };
}

/** The same for a function of two objects, asked once for each pair. */
export function rememberedPair<A extends object, B extends object, R extends object>(
  compute: (a: A, b: B) => R,
): (a: A, b: B) => R {
  const ofFirst = remembered((a: A) => remembered((b: B) => compute(a, b)));
  return (a, b) => ofFirst(a)(b);
}
