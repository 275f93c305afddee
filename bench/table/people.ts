/** One row of the benched table. */
export interface Person {
  id: number;
  name: string;
  email: string;
  active: boolean;
}

/** A thousand rows, one text in ten with a character that has to be escaped. */
export const people: readonly Person[] = Array.from({ length: 1000 }, (_, id) => ({
  id,
  name: id % 10 ? `Person number ${id}` : `Tom & Jerry <${id}>`,
  email: `person${id}@example.com`,
  active: id % 3 === 0,
}));
