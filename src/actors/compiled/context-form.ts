/**
 * Context form: gives all contexts of a machine the same hidden class.
 *
 *     { …context, …changes }        V8 of Node 20 makes a hidden class for each such copy, and every later
 *                                   look at one of its fields is then a look-up
 *     form.changed(context, changes)     the same fields in the same order, one class for all
 *
 * A class costs more than the context itself, so this is room as well as time: contexts stay for as long
 * as there are machines. Their prototype is that of any plain object.
 * Law (test/actors/context-form.test.ts): for plain data it gives what spreading gives.
 */

/** Makes an object without fields. */
type Form = new () => Record<string, unknown>;

/** How the contexts of one machine are made. */
export class ContextForm {
  private readonly form: Form = newForm();

  /** A copy of a context in which the fields of `changes` replace its own. */
  changed(context: unknown, changes: unknown): unknown {
    const { form: Fields } = this;
    const copy = new Fields();
    const known = context as Readonly<Record<string, unknown>>;
    const others = changes as Readonly<Record<string, unknown>>;
    for (const name in known) copy[name] = known[name];
    for (const name in others) copy[name] = others[name];
    return copy;
  }
}

/** Each machine's own, for V8 makes room in the object itself for as many fields as the first ones have. */
function newForm(): Form {
  function Fields(): void {}
  Fields.prototype = Object.prototype;
  return Fields as unknown as Form;
}
