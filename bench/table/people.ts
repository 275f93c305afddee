/** The rows of the table. */

/** A row of the table. */
export interface Person {
  id: number;
  name: string;
  email: string;
  active: boolean;
}

/** A thousand rows; one text in ten has a character to escape. */
export const people: readonly Person[] = Array.from({ length: 1000 }, (_, id) => ({
  id,
  name: id % 10 ? `Person number ${id}` : `Tom & Jerry <${id}>`,
  email: `person${id}@example.com`,
  active: id % 3 === 0,
}));
