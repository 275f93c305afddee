/** Lists and objects that tell when they are changed. */

/** Returns the same list or object; `onChange` runs after each change of it. */
export function watched<T extends object>(target: T, onChange: () => void): T {
  const told = (isDone: boolean) => {
    onChange();
    return isDone;
  };
  return new Proxy(target, {
    set: (target, name, value) => told(Reflect.set(target, name, value)),
    deleteProperty: (target, name) => told(Reflect.deleteProperty(target, name)),
  });
}
